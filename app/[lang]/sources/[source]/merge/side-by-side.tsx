import { Radios } from '../../../../../components/form/fields'
import type { Say } from '../../../../../components/say'
import { MERGED_FIELDS, MERGED_NAMES, type MergedField } from '../../../../../db/domain/merge-input'
import { shownIn } from '../../../../../db/domain/retyped'
import type { Row } from '../../../../../db/store/records'
import { sourceLabelKey } from '../../answers'

type Props = { say: Say; stays: Row<'source'>; goes: Row<'source'> }

/** The fields in which two sources differ, with a choice for each; what they agree on, or neither has, is left out. */
export function SideBySide({ say, stays, goes }: Props) {
  const { t } = say
  return MERGED_NAMES.filter((name) => differ(name, stays, goes)).map((name) => {
    const field = t(sourceLabelKey(name))
    const value = stays[MERGED_FIELDS[name][0]] === null ? 'goes' : 'stays'
    return (
      <Radios
        key={name}
        name={`${name}Of`}
        label={field}
        value={value}
        options={[
          { value: 'stays', label: inWords(say, name, stays), hint: t('library.merge.stays') },
          { value: 'goes', label: inWords(say, name, goes), hint: t('library.merge.goes') },
        ]}
      />
    )
  })
}

function differ(name: MergedField, a: Row<'source'>, b: Row<'source'>): boolean {
  return MERGED_FIELDS[name].some(
    (column) => JSON.stringify(a[column]) !== JSON.stringify(b[column]),
  )
}

const CODED: Partial<Record<MergedField, string>> = {
  class: 'sourceClasses',
  kind: 'sourceKinds',
  rights: 'rights',
  reliability: 'reliabilities',
}

function inWords({ t, lang }: Say, name: MergedField, source: Row<'source'>): string {
  const value = source[MERGED_FIELDS[name][0]]
  if (value === null) return t('library.merge.empty')
  const list = CODED[name]
  const said = list ? t(`vocab.${list}.${value}`) : String(value)
  if (name === 'published' && source.publishedAsGiven && source.publishedAsGiven !== value)
    return `${said} (${source.publishedAsGiven})`
  if (name === 'copy') return `${source.copyName} · ${said}`
  return name === 'reliability' ? `${said} – ${shownIn(source.reliabilityReason, lang)}` : said
}
