import { DomainError } from '../domain/errors'
import { type Audience, anyoneOf, at, can, type Reader } from '../domain/policy'
import { readReportAddress } from '../domain/report-address'
import type { Basis } from '../queries/report-basis'
import { siteAt } from '../queries/site-at'
import { requireSite } from '../queries/sites'
import { pinView } from '../queries/view'
import { hashOf, keepFile } from '../store/blobs'
import type { Head } from '../store/chain'
import { appendReport, type FrozenRow, reportId } from '../store/report-chain'
import type { Store } from '../store/store'
import { editorOf } from './call'

/** A file as an audience is given it, with its whole pinned address, what it rests on and the head that it was made at. */
export type MadeFile = {
  basis: Basis
  at: Head
  audience: Audience
  address: string
  origin: string
  bytes: Uint8Array
  mime: string
  name: string
}

/** What the program that made a file consists of, each as a hash or version, and the build that ran. */
export type Versions = Pick<FrozenRow, 'vocabulary' | 'template' | 'engine' | 'code' | 'build'>

/** What freezing needs from outside; `now` is an ISO timestamp, `folder` where the bytes are kept. */
export type Freezing = { store: Store; folder: string; now: string; versions: Versions }

/**
 * Keeps a file for good. The same bytes for the same audience are the same report: frozen again, the first answers. The
 * bytes are on the disk before the row is, so that a row always has its file. Throws `forbidden` to who is no editor of the
 * site that the file is about, `not_found`.
 */
export async function freeze(
  freezing: Freezing & { reader: Reader },
  file: MadeFile,
  title: string | null,
): Promise<FrozenRow> {
  const { site } = readReportAddress(file.address)
  const there = at(freezing.reader, await siteAt(freezing.store.db, { site }))
  if (!can(there, 'record')) throw new DomainError('forbidden')
  const { id } = editorOf(there)
  return keep(freezing, file, { title, frozenBy: id, replaces: null })
}

/** Keeps the file that takes the place of one that may no longer be shown. The register's own act: nobody asks for it. */
export async function freezeInPlaceOf(
  freezing: Freezing,
  file: MadeFile,
  old: Pick<FrozenRow, 'id'>,
): Promise<FrozenRow> {
  // The title may have named what is withheld.
  return keep(freezing, file, { title: null, frozenBy: null, replaces: old.id })
}

async function keep(
  { store, folder, now, versions }: Freezing,
  { bytes, basis, at, ...file }: MadeFile,
  why: Pick<FrozenRow, 'title' | 'frozenBy' | 'replaces'>,
): Promise<FrozenRow> {
  const { db } = store
  const reader = anyoneOf(file.audience)
  const { site: slug, view } = readReportAddress(file.address)
  const site = await requireSite(db, reader, slug, view.rev)
  const { head } = await pinView(db, view, now)
  const sha256 = hashOf(bytes)
  const row = {
    ...file,
    ...versions,
    ...why,
    ...basis,
    id: reportId(file.audience, sha256),
    sha256,
    size: bytes.byteLength,
    siteId: site.id,
    rev: head.rev,
    head: head.hash,
    atRev: at.rev,
    atHead: at.hash,
    frozenAt: now,
  }
  await keepFile(folder, bytes)
  return appendReport(store, row)
}
