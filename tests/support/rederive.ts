import { derivedSpans, rewriteSpans } from '../../db/store/derive'
import { entriesOf, indexOne, unitsNow } from '../../db/store/search-index'
import type { Db, Statement } from '../../db/store/store'

/** Statements that write the derived rows of some monuments, sites or sources anew from the record rows. */
export async function rederive(db: Db, units: string[]): Promise<Statement[]> {
  const { byUnit, days } = await unitsNow(db, units)
  return units.flatMap((unit) => [
    ...rewriteSpans(db, unit, derivedSpans(byUnit(unit), unit)),
    ...indexOne(db, unit, entriesOf(byUnit(unit), unit, days)),
  ])
}
