import { Select } from '../../../../components/form/fields'
import type { Say } from '../../../../components/say'
import type { Row } from '../../../../db/store/records'
import { nameIn } from '../../_editing/options'

/** Who says so, told by the part of somebody at risk instead of a name. */
export function SaidBy({
  say,
  persons,
  value,
}: {
  say: Say
  persons: Row<'person'>[]
  value?: string
}) {
  const { t } = say
  return (
    <Select
      name="personId"
      label={t('persons.claimField')}
      hint={t('persons.claimHint')}
      none={t('persons.claimNone')}
      options={persons.map((p) => ({ value: p.id, label: nameIn(say, p.part, p.id) }))}
      value={value}
    />
  )
}
