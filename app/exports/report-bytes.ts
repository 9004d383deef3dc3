import { visibleTo } from '../../db/domain/policy'
import { MOST_WITH_SHEETS } from '../../db/queries/brief-report'
import { countOf } from '../../db/queries/register'
import { log } from '../_log'
import { type Asked, addressOf } from './answer'
import { isKept, keptOr } from './kept'
import { Maker, type Progress } from './maker/maker'
import { NotMade } from './maker/not-made'
import { reportHere } from './report-here'

/** A report that a page waits for: given up when the page has not been looked at for a while. */
type Watched = { timer: NodeJS.Timeout; failed: NotMade['reason'] | null }

const shared = globalThis as { tadmorMaker?: Maker; tadmorWatched?: Map<string, Watched> }

/** A page that looks again every two seconds may be late, but not by this much. */
const WATCHED_MS = 15_000

/** The report, from the files kept, or made: by the server in a process beside it, elsewhere (`npm run report`) at once. */
export function reportBytes(asked: Asked, key: string): Promise<Uint8Array<ArrayBuffer>> {
  return keptOr(key, async () => {
    if (process.env.NEXT_RUNTIME === undefined) return reportHere(asked)
    const { db, reader, origin, site, pinned, signal } = asked
    const found = await countOf(db, reader, site.id, pinned.view)
    const job = {
      address: addressOf(
        { path: 'report.pdf', hasOptions: true },
        { slug: site.slug, view: pinned.view, options: asked },
      ),
      audience: visibleTo(reader).audience,
      origin,
      now: new Date().toISOString(),
    }
    return theMaker().make(key, job, found > MOST_WITH_SHEETS ? 'list' : 'sheets', signal)
  })
}

/** What a page tells of a report: that it is there, how far it is, or why there is none. */
export type Watching =
  | { state: 'ready' }
  | { state: 'failed'; reason: NotMade['reason'] }
  | { state: 'making'; progress: Progress | null }

/** Begins a report unless it is being made, and tells how far it is. One that nobody watches or fetches is given up. */
export function watchReport(asked: Asked, key: string): Watching {
  if (isKept(key)) return { state: 'ready' }
  shared.tadmorWatched ??= new Map()
  const watched = shared.tadmorWatched
  const known = watched.get(key)
  if (known?.failed) {
    watched.delete(key)
    return { state: 'failed', reason: known.failed }
  }
  if (known) known.timer.refresh()
  else {
    const leaving = new AbortController()
    const watch: Watched = { timer: setTimeout(() => leaving.abort(), WATCHED_MS), failed: null }
    watched.set(key, watch)
    reportBytes({ ...asked, signal: leaving.signal }, key).then(
      () => forget(key, watch),
      (error) => {
        forget(key, watch)
        if (leaving.signal.aborted) return
        watch.failed = error instanceof NotMade ? error.reason : 'bug'
        watch.timer = setTimeout(() => forget(key, watch), WATCHED_MS)
        watched.set(key, watch)
      },
    )
  }
  return { state: 'making', progress: theMaker().progress(key) }
}

function forget(key: string, watch: Watched): void {
  clearTimeout(watch.timer)
  if (shared.tadmorWatched?.get(key) === watch) shared.tadmorWatched.delete(key)
}

/** Has the process ready that makes reports, before the first reader asks for one. */
export function warmReports(): void {
  theMaker().warm()
}

function theMaker(): Maker {
  shared.tadmorMaker ??= new Maker((what, error) => {
    if (what === 'made') log().debug('report made')
    else log().warn(what === 'left' ? {} : { err: error }, `report not made: ${what}`)
  })
  return shared.tadmorMaker
}
