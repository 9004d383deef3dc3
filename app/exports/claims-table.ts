import { CLAIM_CELLS, type ToldClaim, toldClaims } from '../../db/queries/tables/claims'
import type { Asked } from './answer'
import { claimAddress, monumentAddress } from './permalink'
import { type Column, dayCell } from './table'

export type ClaimLine = ToldClaim & { asked: Asked }

/** One line per claim of the view, a portion at a time. */
export async function* claimLines(asked: Asked): AsyncGenerator<ClaimLine[]> {
  const { db, reader, site, pinned } = asked
  for await (const portion of toldClaims(db, reader, site.id, pinned))
    yield portion.map((line) => ({ ...line, asked }))
}

export const CLAIM_COLUMNS: Column<ClaimLine>[] = [
  ...CLAIM_CELLS,
  [
    'permalink',
    ({ asked, sheet, claim }) => ({
      href: sheet
        ? `${monumentAddress(asked.origin, 'en', asked, sheet.monument.slug)}#${claim.id}`
        : claimAddress(asked.origin, 'en', asked, claim.id),
    }),
    60,
  ],
  ['as_of', ({ asked }) => dayCell(asked.pinned.view.asOf)],
  ['known_at', ({ asked }) => dayCell(asked.pinned.view.knownAt)],
  ['rev', ({ asked }) => asked.pinned.view.rev],
]
