import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeFile } from '../../app/exports/frozen/make'
import { currentVersions } from '../../app/exports/frozen/versions'
import type { Audience } from '../../db/domain/policy'
import { freeze } from '../../db/mutations/freeze'
import { seed } from '../../db/seed/seed'
import { migrate } from '../../db/store/migrate'
import type { FrozenRow } from '../../db/store/report-chain'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { NOW, someone } from './small-register'

export const ORIGIN = 'https://tadmor.example'

/** The seeded register in a scratch folder, with a folder for frozen files; `close` removes both. */
export async function palmyra(): Promise<{
  store: Store
  file: string
  reports: string
  close(): Promise<void>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-palmyra-'))
  const file = join(folder, 'tadmor.db')
  migrate(file, fileURLToPath(new URL('../../db/migrations', import.meta.url)), NOW)
  const store = openSqlite(file)
  await seed(store)
  return {
    store,
    file,
    reports: join(folder, 'reports'),
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
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
