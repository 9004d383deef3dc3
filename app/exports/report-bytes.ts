import { visibleTo } from '../../db/domain/policy'
import { MOST_WITH_SHEETS } from '../../db/queries/brief-report'
import { countOf } from '../../db/queries/register'
import { log } from '../_log'
import { type Asked, addressOf } from './answer'
import { keptOr } from './kept'
import { Maker, type Progress } from './maker/maker'
import { reportHere } from './report-here'

const shared = globalThis as { tadmorMaker?: Maker }

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

/** How far the report of a key is; null where it is not being made. */
export function reportProgress(key: string): Progress | null {
  return shared.tadmorMaker?.progress(key) ?? null
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
