import { dirname, join } from 'node:path'
import { makeFile } from '../../app/exports/frozen/make'
import { currentVersions } from '../../app/exports/frozen/versions'
import type { Audience } from '../../db/domain/policy'
import { freeze } from '../../db/mutations/freeze'
import type { FrozenRow } from '../../db/store/report-chain'
import type { Store } from '../../db/store/store'
import { NOW, palmyraRegister, someone } from './small-register'

export const ORIGIN = 'https://tadmor.example'

/** The seeded register in a scratch folder, with a folder for frozen files; `close` removes both. */
export async function palmyra() {
  const { store, file, close } = await palmyraRegister()
  return { store, file, reports: join(dirname(file), 'reports'), close }
}

/** Freezes the report of a query as an editor does. */
export async function freezeReport(
  { store, reports }: { store: Store; reports: string },
  query: string,
  {
    audience = 'public',
    title = null,
    now = NOW,
  }: { audience?: Audience; title?: string | null; now?: string } = {},
): Promise<FrozenRow> {
  const address = `/exports/palmyra/report.pdf?${query}`
  const file = await makeFile(store.db, { audience, address, origin: ORIGIN, now })
  const context = { store, folder: reports, now, versions: currentVersions() }
  return freeze({ ...context, reader: someone('editor') }, file, title)
}
