import { DomainError } from '../domain/errors'
import type { MonumentInput } from '../domain/inputs'
import type { Lang } from '../domain/vocabulary'
import type { RecordChange, Row } from '../store/records'
import type { MonumentRecords } from './monument-records'

/**
 * The name records that a form adds, corrects or removes: one preferred name per interface language, and alternatives.
 * A new alternative that repeats a name already there changes nothing. Throws `invalid` on the field of a name that is not one of its alternatives.
 */
export function nameChanges(
  records: MonumentRecords,
  input: MonumentInput,
  newId: () => string,
): RecordChange[] {
  const { names, monument } = records
  const preferred = preferredNames(records)
  let position = Math.max(-1, ...names.map((n) => n.position))
  const enter = (form: string, lang: string, isPreferred: boolean): RecordChange => ({
    op: 'enter',
    kind: 'name',
    row: {
      id: newId(),
      subjectId: monument.id,
      form,
      lang,
      preferred: isPreferred,
      position: ++position,
      transliteration: null,
      note: null,
      sources: [],
      provenance: null,
      sensitivity: 'public',
    },
  })
  const main = (lang: Lang, form: string | null): RecordChange[] => {
    const before = preferred[lang]
    if (before) return change(before, form, before.lang)
    return form === null ? [] : [enter(form, lang, true)]
  }
  const others = input.names.flatMap(({ id, form, lang }): RecordChange[] => {
    if (!id.startsWith('+')) return alternativeChange(records, id, form, lang)
    if (form === null || lang === null) return []
    return names.some((n) => n.form === form && n.lang === lang) ? [] : [enter(form, lang, false)]
  })
  return [...main('en', input.nameEn), ...main('ar', input.nameAr), ...others]
}

/** The name that stands for the monument in each interface language. */
export function preferredNames({
  names,
}: Pick<MonumentRecords, 'names'>): Partial<Record<Lang, Row<'name'>>> {
  const find = (lang: Lang) => names.find((n) => n.preferred && n.lang === lang)
  return { en: find('en'), ar: find('ar') }
}

/** A name that is gone already may be removed again. */
function alternativeChange(
  records: MonumentRecords,
  id: string,
  form: string | null,
  lang: string | null,
): RecordChange[] {
  const preferred = Object.values(preferredNames(records)).map((n) => n?.id)
  const name = records.names.find((n) => n.id === id)
  if (!name && form === null) return []
  if (!name || preferred.includes(id))
    throw new DomainError('invalid', `form:${id}`, 'field.not_a_choice')
  return change(name, form, lang)
}

function change(before: Row<'name'>, form: string | null, lang: string | null): RecordChange[] {
  if (form === null) return [{ op: 'withdraw', kind: 'name', before }]
  if (before.form === form && before.lang === (lang ?? before.lang)) return []
  return [
    { op: 'correct', kind: 'name', before, row: { ...before, form, lang: lang ?? before.lang } },
  ]
}
