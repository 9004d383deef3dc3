import { languageName } from '../language-name'
import { OwnText } from '../own-text'
import type { Say } from '../say'
import { RecordLink } from './record-link'
import type { Field, FieldChange, HrefOf, Value } from './types'

/** One value in words: a label as it was then, a date, a text in its own language, other records by name. */
export function ValueInWords({ say, value, hrefOf }: { say: Say; value: Value; hrefOf: HrefOf }) {
  switch (value.type) {
    case 'label':
      return <OwnText say={say} text={value.label} />
    case 'date':
      return <bdi>{say.date(value.edtf, value.qualifier)}</bdi>
    case 'day':
      return <bdi>{say.day(value.day)}</bdi>
    case 'language':
      return <>{languageName(say, value.code)}</>
    case 'truth':
      return <>{say.t(value.is ? 'history.yes' : 'history.no')}</>
    case 'records':
      return value.records.map((record, i) => (
        <span key={record.id}>
          {i > 0 && say.t('monument.listSeparator')}
          <RecordLink say={say} record={record} hrefOf={hrefOf} to="page" />
        </span>
      ))
    case 'line':
      return <bdi>{lineInWords(say, value.points)}</bdi>
    case 'text':
      return (
        <bdi lang={value.lang ?? undefined} dir={value.lang === null ? 'auto' : dirOf(value.lang)}>
          {value.text}
        </bdi>
      )
  }
}

/** What a field is called; of a bilingual text, in which language. */
export function fieldName(
  { t }: Say,
  { name, lang }: Pick<Field | FieldChange, 'name' | 'lang'>,
): string {
  const field = t(`history.fields.${name}`)
  return lang === null ? field : t('history.inLang', { field, lang })
}

/** How many points a line or outline has, and between which corners it lies. */
function lineInWords({ t }: Say, points: [lon: number, lat: number][]): string {
  const corner = (of: (...all: number[]) => number) =>
    [1, 0].map((axis) => of(...points.map((point) => point[axis] ?? 0))).join(', ')
  return t('history.line', {
    count: points.length,
    from: corner(Math.min),
    to: corner(Math.max),
  })
}

function dirOf(lang: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ur'].includes(lang.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}
