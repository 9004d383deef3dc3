import { cleanText } from '../domain/clean-text'
import { formatDay } from '../domain/dates'
import { DomainError } from '../domain/errors'
import { EVERYTHING } from '../domain/filter'
import { NOBODY, type Reader } from '../domain/policy'
import { located } from '../queries/located'
import { CLAIM_CELLS, toldClaims } from '../queries/tables/claims'
import type { Cell, Column } from '../queries/tables/column'
import { MONUMENT_CELLS } from '../queries/tables/monuments'
import { citedSources, SOURCE_CELLS } from '../queries/tables/sources'
import { pinView } from '../queries/view'
import type { Db } from '../store/store'
import type { OwnCells } from './shape'

/**
 * What our tables said of a site's records at a view, as everybody and as this reader exports them: a record that looks
 * otherwise to the two comes twice. `now` is an ISO timestamp. A revision that does not exist has no records.
 */
export function ownCells(db: Db, reader: Reader, siteId: string, now: string): OwnCells {
  return async function* (kind, { asOf, knownAt, rev }) {
    for (const audience of [NOBODY, reader]) {
      const pinned = await pinView(db, { ...EVERYTHING, asOf, knownAt, rev }, now).catch(noSuchRev)
      if (pinned === null) return
      if (kind === 'monuments')
        for await (const lines of located(db, audience, siteId, pinned))
          yield lines.map((line) => ({ id: line.row.id, cells: told(MONUMENT_CELLS, line) }))
      else if (kind === 'claims')
        for await (const lines of toldClaims(db, audience, siteId, pinned))
          yield lines.map((line) => ({ id: line.claim.id, cells: told(CLAIM_CELLS, line) }))
      else
        for await (const lines of citedSources(db, audience, siteId, pinned))
          yield lines.map((line) => ({ id: line.id, cells: told(SOURCE_CELLS, line) }))
    }
  }
}

function noSuchRev(error: unknown): null {
  if (error instanceof DomainError) return null
  throw error
}

function told<T>(columns: Column<T>[], record: T): Record<string, string> {
  return Object.fromEntries(columns.map(([name, cell]) => [name, textOf(cell(record))]))
}

/** A cell as our tables write it. */
export function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'object') return cleanText(String(cell))
  return 'day' in cell ? formatDay(cell.day) : cleanText(cell.href ?? '')
}
