import { DomainError } from '../../../db/domain/errors'
import { anyoneOf } from '../../../db/domain/policy'
import { readReportAddress } from '../../../db/domain/report-address'
import { freezeInPlaceOf } from '../../../db/mutations/freeze'
import { findFrozen, frozenAt, isAnythingRestrictedSince } from '../../../db/queries/frozen'
import { basisOf, isCovered } from '../../../db/queries/report-basis'
import { hashOf } from '../../../db/store/blobs'
import { type FrozenRow, reportId } from '../../../db/store/report-chain'
import { readHead } from '../../../db/store/save'
import type { Db, Store } from '../../../db/store/store'

/**
 * Whether a frozen file may be shown to those it was made for, today. One that may not has a successor: what the same
 * address answers today. It has none where the site is gone, or where the address itself carries words that may give
 * away what is withheld.
 */
export type Standing = { isOpen: true } | { isOpen: false; successor: string | null }

type Context = { store: Store; folder: string; now: string }

type Asked = Pick<FrozenRow, 'id' | 'audience' | 'atRev'>

const OPEN: Standing = { isOpen: true }
/** What has been worked out for one head; only a save can change it. */
type Known = {
  head: string
  coverages: Map<string, Promise<string[] | null>>
  standings: Map<string, Promise<Standing>>
}
const shared = globalThis as { tadmorStandings?: Known }

/** The standing of a file under today's redaction; a successor that is not there yet is made. */
export async function standingOf(context: Context, row: Asked): Promise<Standing> {
  const { standings } = await knownNow(context.store.db)
  return once(standings, row.id, async () => {
    const visible = await uncoveredOf(context, row)
    if (visible === null) return OPEN
    return successorOf(
      context,
      await findFrozen(context.store.db, anyoneOf(row.audience), row.id),
      visible,
    )
  })
}

/** Whether a file can be told to be open without making another. What is not told so may still be. */
export async function isSurelyOpen(context: Context, row: Asked): Promise<boolean> {
  const { standings } = await knownNow(context.store.db)
  const worked = standings.get(row.id)
  return worked ? (await worked).isOpen : (await uncoveredOf(context, row)) === null
}

/** Null where all that a file rests on may be seen today; else what may be. */
async function uncoveredOf({ store: { db } }: Context, row: Asked): Promise<string[] | null> {
  // Editors may see everything that there is.
  if (row.audience === 'editor') return null
  const { coverages } = await knownNow(db)
  return once(coverages, row.id, async () => {
    if (!(await isAnythingRestrictedSince(db, row.atRev))) return null
    const reader = anyoneOf(row.audience)
    const then = await findFrozen(db, reader, row.id)
    const now = await basisOf(db, reader, then.address).catch(nothingIfHidden)
    return isCovered(then.visible, now?.visible ?? []) ? null : (now?.visible ?? [])
  })
}

async function knownNow(db: Db): Promise<Known> {
  const { hash: head } = await readHead(db)
  if (shared.tadmorStandings?.head !== head)
    shared.tadmorStandings = { head, coverages: new Map(), standings: new Map() }
  return shared.tadmorStandings
}

function once<T>(known: Map<string, Promise<T>>, id: string, work: () => Promise<T>): Promise<T> {
  const found = known.get(id) ?? work()
  known.set(id, found)
  found.catch(() => known.delete(id))
  return found
}

function nothingIfHidden(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not_found') return null
  throw error
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
  const [{ makeFile, Unanswerable }, { currentVersions }] = await Promise.all([
    import('./make'),
    import('./versions'),
  ])
  const file = await makeFile(store.db, { ...row, now }).catch((error) =>
    error instanceof Unanswerable ? null : nothingIfHidden(error),
  )
  if (file === null) return { isOpen: false, successor: null }
  if (reportId(row.audience, hashOf(file.bytes)) === row.id) return OPEN
  if (hasWords) return { isOpen: false, successor: null }
  const freezing = { store, folder, now, versions: currentVersions() }
  const { id } = await freezeInPlaceOf(freezing, file, row)
  return { isOpen: false, successor: id }
}
