import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseClusterAddress } from '../../db/domain/cluster-address'
import * as t from '../../db/schema'
import { seed } from '../../db/seed/seed'
import { migrateCluster } from '../../db/store/migrate-cluster'
import { openRqlite } from '../../db/store/rqlite'
import { readHead, save } from '../../db/store/save'
import { startCluster } from '../support/cluster'
import { serve } from '../support/site-process'
import { dated, enter, NOW } from '../support/small-register'

/*
 * `npm run bench:cluster`: what the register of Palmyra costs on three nodes of this machine, by the store and, of the built
 * application, over HTTP. Prints one line each.
 */
const PAGES = 200
const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'tadmor-bench-'))
const cluster = await startCluster()
const address = parseClusterAddress(cluster.url)
if (!address) throw new Error(`no cluster is at ${cluster.url}`)
const store = openRqlite(address, join(folder, 'heads.log'))
try {
  await times('migrations', 1, () =>
    migrateCluster(store, { folder: MIGRATIONS, copies: join(folder, 'copy'), at: NOW }),
  )
  await times('seed', 1, () => seed(store))
  const [monument] = await store.db.select({ id: t.monument.id }).from(t.monument).limit(1)
  const [source] = await store.db.select({ id: t.source.id }).from(t.source).limit(1)
  await times('read, one after another', 500, () => readHead(store.db))
  await times('read, by 8 at once', 1000, () => readHead(store.db), 8)
  await times('list of one statement', 100, (n) =>
    store.atomic([
      { sql: 'insert into hit (key, window, count) values (?, ?, 1)', params: [`k${n}`, n] },
    ]),
  )
  await times('save of one claim', 50, (n) =>
    save(store, () => ({
      actor: { id: 'bench', name: 'Bench' },
      at: NOW,
      reason: 'Measured',
      salt: String(n),
      changes: [
        enter('claim', {
          id: `bench.${n}`,
          ...dated('2015-09'),
          subjectId: monument?.id ?? '',
          property: 'statement',
          sourceId: source?.id ?? '',
          words: 'Said to be measured',
          wordsLang: 'en',
          knownFrom: 16_700,
        }),
      ],
    })),
  )
  const site = await serve(folder, {
    STORE_URL: cluster.url,
    SECRET: 'x'.repeat(32) + randomUUID(),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  })
  try {
    for (const path of ['/en/palmyra', '/en/palmyra/temple-of-bel', '/api/v1/sites/palmyra'])
      for (const atOnce of [1, 8])
        await times(`${path}, by ${atOnce}`, PAGES, () => get(site.url + path), atOnce)
  } finally {
    await site.stop()
  }
} finally {
  await store.close()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function get(url: string): Promise<void> {
  const answer = await fetch(url)
  if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}`)
  await answer.arrayBuffer()
}

async function times(
  what: string,
  count: number,
  once: (n: number) => Promise<unknown>,
  atOnce = 1,
): Promise<void> {
  const took: number[] = []
  let next = 0
  const begun = performance.now()
  const worker = async () => {
    while (next < count) {
      const from = performance.now()
      await once(next++)
      took.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const seconds = (performance.now() - begun) / 1000
  took.sort((a, b) => a - b)
  const at = (part: number) => (took[Math.floor((took.length - 1) * part)] ?? 0).toFixed(1)
  console.log(
    `${what}: ${(count / seconds).toFixed(1)}/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${count})`,
  )
}
