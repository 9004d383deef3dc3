import { DomainError } from '../../../db/domain/errors'
import { anyoneOf } from '../../../db/domain/policy'
import { readReportAddress } from '../../../db/domain/report-address'
import { freezeInPlaceOf } from '../../../db/mutations/freeze'
import { findFrozen, frozenAt, isAnythingRestrictedSince } from '../../../db/queries/frozen'
import { basisOf, isCovered } from '../../../db/queries/report-basis'
import { type FrozenRow, reportId } from '../../../db/store/report-chain'
import { hashOf } from '../../../db/store/report-files'
import { readHead } from '../../../db/store/save'
import type { Store } from '../../../db/store/store'

/**
 * Whether a frozen file may be shown to those it was made for, today. One that may not has a successor: what the same
 * address answers today. It has none where the site is gone, or where the address itself carries words that may give
 * away what is withheld.
 */
export type Standing = { isOpen: true } | { isOpen: false; successor: string | null }

type Context = { store: Store; folder: string; now: string }

const OPEN: Standing = { isOpen: true }
const shared = globalThis as {
  tadmorStandings?: { head: string; known: Map<string, Promise<Standing>> }
}

/** The standing of a file under today's redaction. Only a save can change it, so it is worked out once a revision. */
export async function standingOf(
  context: Context,
  row: Pick<FrozenRow, 'id' | 'audience' | 'atRev'>,
) {
  // Editors may see everything that there is.
  if (row.audience === 'editor') return OPEN
  const { hash } = await readHead(context.store.db)
  if (shared.tadmorStandings?.head !== hash)
    shared.tadmorStandings = { head: hash, known: new Map() }
  const { known } = shared.tadmorStandings
  const standing = known.get(row.id) ?? workOut(context, row)
  known.set(row.id, standing)
  standing.catch(() => known.delete(row.id))
  return standing
}

async function workOut(
  context: Context,
  { id, atRev, audience }: Pick<FrozenRow, 'id' | 'audience' | 'atRev'>,
): Promise<Standing> {
  const { db } = context.store
  if (!(await isAnythingRestrictedSince(db, atRev))) return OPEN
  const row = await findFrozen(db, anyoneOf(audience), id)
  try {
    const { visible } = await basisOf(db, anyoneOf(audience), row.address)
    if (isCovered(row.visible, visible)) return OPEN
    return await successorOf(context, row, visible)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found')
      return { isOpen: false, successor: null }
    throw error
  }
}

/**
 * What takes the place of a file: one that rests on exactly what may be seen today, kept now if there is none. Its basis
 * errs on the side of more, so the bytes have the last word: made anew and the same, the file itself may be shown.
 */
async function successorOf(
  { store, folder, now }: Context,
  row: FrozenRow,
  visible: string[],
): Promise<Standing> {
  const hasWords = readReportAddress(row.address).view.text !== ''
  const same = (await frozenAt(store.db, row)).find((r) => String(r.visible) === String(visible))
  if (same && !hasWords) return { isOpen: false, successor: same.id }
  // Only here, since the proxy asks for standings too and need not load the engine for them.
  const [{ makeFile }, { currentVersions }] = await Promise.all([
    import('./make'),
    import('./versions'),
  ])
  const file = await makeFile(store.db, { ...row, now })
  if (reportId(row.audience, hashOf(file.bytes)) === row.id) return OPEN
  if (hasWords) return { isOpen: false, successor: null }
  const freezing = { store, folder, now, versions: currentVersions() }
  const { id } = await freezeInPlaceOf(freezing, file, row)
  return { isOpen: false, successor: id }
}
