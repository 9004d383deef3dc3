import { DomainError } from '../../../db/domain/errors'
import { type Audience, anyoneOf } from '../../../db/domain/policy'
import type { MadeFile } from '../../../db/mutations/freeze'
import { basisOf } from '../../../db/queries/report-basis'
import { readHead } from '../../../db/store/save'
import type { Db } from '../../../db/store/store'
import { answerExport, type Format } from '../answer'
import { REPORT_PDF } from '../formats'

/** The formats that can be frozen, by the last part of their address. */
const FORMATS: Record<string, Format> = { [REPORT_PDF.path]: REPORT_PDF }

type Asked = { audience: Audience; address: string; origin: string; now: string }

/** Why an address gives no file, in the reader's words. */
export class Unanswerable extends Error {}

/**
 * The file of an export's address as an audience is given it: the export's own answer, so that what is frozen is what
 * anybody downloads. Throws `not_found`, or `Unanswerable` for parameters that cannot be used.
 */
export async function makeFile(
  db: Db,
  { audience, address, origin, now }: Asked,
): Promise<MadeFile> {
  const { pathname } = new URL(address, origin)
  const [, , slug = '', path = ''] = pathname.split('/')
  const format = Object.hasOwn(FORMATS, path) ? FORMATS[path] : undefined
  if (!format) throw new DomainError('not_found')
  const reader = anyoneOf(audience)
  const at = await readHead(db)
  const answer = await answerExport(format, {
    db,
    reader,
    origin,
    now,
    request: new Request(new URL(address, origin)),
    slug: decodeURIComponent(slug),
  })
  const pinned = answer.headers.get('Location')
  if (pinned !== null) return makeFile(db, { audience, address: pinned, origin, now })
  if (answer.status === 404) throw new DomainError('not_found')
  if (!answer.ok) throw new Unanswerable((await answer.text()).trim())
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const basis = await basisOf(db, reader, address)
  // A save in between may have restricted what the bytes show and the basis no longer names.
  if ((await readHead(db)).rev !== at.rev) return makeFile(db, { audience, address, origin, now })
  return {
    basis,
    at,
    audience,
    address,
    origin,
    bytes,
    mime: format.mime,
    name: /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? path,
  }
}
