import type { z } from 'zod'
import { CHOICE, CHOSEN_FROM } from '../components/form/choices'
import type { Translate } from '../components/say'

/**
 * A form with what was chosen between two versions in its fields: a field still as it was when it was offered takes the
 * chosen version; one that was typed in since says what it says.
 */
export function withChoices(data: FormData): FormData {
  const settled = new FormData()
  for (const [name, value] of data) settled.append(name, value)
  for (const [name, chosen] of data) {
    if (!name.startsWith(CHOICE)) continue
    const field = name.slice(CHOICE.length)
    const isUntouched = plain(data.get(field)) === plain(data.get(CHOSEN_FROM + field))
    if (isUntouched) settled.set(field, chosen)
  }
  return settled
}

/** Browsers send line ends as CR LF. */
function plain(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : ''
}

/** What a form sent, by field name: text as it is, repeated names as a list, blank as absent. */
export type Raw = Record<string, string | string[]>

/** Reads a form for zod. Next's own fields (`$ACTION_…`), ours (`_…`) and files are left out. */
export function readForm(data: FormData): Raw {
  const entries = Object.entries(typedValues(data, () => true))
  return Object.fromEntries(
    entries.flatMap(([name, values]): [string, string | string[]][] => {
      const given = values.filter((value) => value.trim() !== '')
      const [only] = given
      return only === undefined ? [] : [[name, given.length === 1 ? only : given]]
    }),
  )
}

/** The file of a field; null where none was chosen, which a browser sends as an empty one without a name. */
export function fileIn(data: FormData, name: string): File | null {
  const sent = data.get(name)
  return sent instanceof File && (sent.size > 0 || sent.name !== '') ? sent : null
}

/** Everything typed, to be shown again: all but passwords. */
export function keepTyped(data: FormData): Record<string, string[]> {
  return typedValues(data, (name) => !/password|repeat/i.test(name))
}

function typedValues(data: FormData, wanted: (name: string) => boolean): Record<string, string[]> {
  const names = [...new Set(data.keys())].filter(
    (name) => !/^[$_]/.test(name) && !/^\d+_\$/.test(name) && wanted(name),
  )
  return Object.fromEntries(
    names.map((name) => [
      name,
      data.getAll(name).filter((value): value is string => typeof value === 'string'),
    ]),
  )
}

/** What zod found wrong, one message a field, in the language of `t`. Texts in a schema are never shown. */
export function translateIssues(
  t: Translate,
  error: z.ZodError,
): { field: string | null; message: string }[] {
  const seen = new Map<string | null, string>()
  for (const issue of error.issues) {
    const field = issue.path.length > 0 ? String(issue.path[0]) : null
    if (!seen.has(field)) seen.set(field, messageOf(t, issue))
  }
  return [...seen].map(([field, message]) => ({ field, message }))
}

function messageOf(t: Translate, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return t(`errors.field.${typeProblem(issue)}`)
    case 'too_small':
    case 'too_big':
      return t(...sizeProblem(issue))
    case 'invalid_value':
      return t(`errors.field.${issue.input === undefined ? 'choose' : 'not_a_choice'}`)
    case 'invalid_format':
      return t(`errors.field.${FORMATS[issue.format] ?? 'wrong_form'}`)
    case 'invalid_union': {
      const first = issue.errors[0]?.[0]
      return first ? messageOf(t, first) : t('errors.field.wrong_form')
    }
    case 'custom': {
      const { key = 'wrong_form', values = {} } = (issue.params ?? {}) as {
        key?: string
        values?: Record<string, string>
      }
      return t(`errors.field.${key}`, values)
    }
    default:
      return t('errors.field.wrong_form')
  }
}

const FORMATS: Record<string, string> = { email: 'not_an_email', url: 'not_a_url' }

function typeProblem(issue: z.core.$ZodIssueInvalidType): string {
  if (issue.expected === 'number') return 'not_a_number'
  if (issue.input === undefined) return 'required'
  return Array.isArray(issue.input) ? 'given_twice' : 'wrong_form'
}

function sizeProblem(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
): [string, Record<string, number>?] {
  const isSmall = issue.code === 'too_small'
  const bound = Number(isSmall ? issue.minimum : issue.maximum)
  if (issue.origin === 'array') return [isSmall ? 'errors.field.choose' : 'errors.field.wrong_form']
  if (issue.origin !== 'string')
    return [`errors.field.${issue.code}`, isSmall ? { min: bound } : { max: bound }]
  if (isSmall && bound <= 1) return ['errors.field.required']
  return isSmall
    ? ['errors.field.too_short', { min: bound }]
    : ['errors.field.too_long', { max: bound }]
}
