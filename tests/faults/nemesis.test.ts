import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { asc, like } from 'drizzle-orm'
import * as t from '../../db/schema'
import { GENESIS, type Head } from '../../db/store/chain'
import { readHead, save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { FULL, SIZES } from '../sizes'
import { assertSound } from '../support/audit'
import type { TestCluster, TestNode } from '../support/cluster'
import { engineFixture, openWhere } from '../support/engines'
import { dated, enter, NOW, smallRegisterOn } from '../support/small-register'

/*
 * Three nodes; the one that leads is killed during the saves of several workers, and started again. What was
 * acknowledged must stand once, in order, and the same on all three.
 */

const WORKERS = 4
/** Between two deaths, in milliseconds, at random. */
const CALM = FULL ? { least: 2000, most: 5000 } : { least: 700, most: 1000 }

const { blank, cluster } = engineFixture('cluster')

type Acknowledged = { worker: number; n: number; head: Head; at: number }

test(`the leader killed ${SIZES.leaderKills} time(s) during saves loses, doubles and reorders nothing`, async (context) => {
  const register = await smallRegisterOn(await blank())
  const { store } = register
  const begun = performance.now()
  const stopping = new AbortController()
  const kept: Acknowledged[] = []
  const refused: string[] = []
  const working = Array.from({ length: WORKERS }, (_, worker) =>
    work(worker, register.where, { kept, refused, signal: stopping.signal }),
  )
  try {
    for (let kill = 0; kill < SIZES.leaderKills; kill++) {
      await sleep(CALM.least + (CALM.most - CALM.least) * Math.random())
      await killLeader(cluster(), () => kept.length)
    }
  } finally {
    stopping.abort()
    await Promise.all(working)
  }
  const seconds = (performance.now() - begun) / 1000
  const gaps = kept.map(({ at }, n) => at - (kept[n - 1]?.at ?? at))
  context.diagnostic(
    `${kept.length} saves acknowledged in ${seconds.toFixed(1)} s, ${refused.length} given up (${[...new Set(refused)].join('; ')}), longest gap ${Math.round(Math.max(...gaps))} ms`,
  )
  assert.ok(!refused.includes('conflict'), 'none that stands was told to be refused')
  await checkKept(store, kept)
  await assertSound(store)
  assert.deepEqual((await verify(store.db)).findings, [])
  await sameOnAll(cluster().nodes, await readHead(store.newest))
  await register.close()
})

/** Enters claims one after another; one that is given up is entered again under the next number. */
async function work(
  worker: number,
  where: string,
  told: { kept: Acknowledged[]; refused: string[]; signal: AbortSignal },
): Promise<void> {
  const store = openWhere(where)
  for (let n = 0; !told.signal.aborted; n++)
    try {
      const head = await save(store, () => ({
        actor: { id: `w${worker}`, name: `Worker ${worker}` },
        at: NOW,
        reason: `Number ${n} of ${worker}`,
        salt: `${worker} ${n}`,
        changes: [
          enter('claim', {
            id: `${worker}.${n}`,
            ...dated('2015-09'),
            subjectId: 'temple',
            property: 'statement',
            sourceId: 'paper',
            words: `Said by worker ${worker}`,
            wordsLang: 'en',
            knownFrom: 16_700,
          }),
        ],
      }))
      told.kept.push({ worker, n, head, at: performance.now() })
    } catch (error) {
      const { cause = error } = error as Error
      told.refused.push((cause as Error).message)
    }
  await store.close()
}

/** Kills the leader, waits until saves are acknowledged without it, and brings it back. */
async function killLeader(nodes: TestCluster, saved: () => number): Promise<void> {
  const leader = await someLeader(nodes)
  await leader.kill()
  const before = saved()
  await until(() => saved() > before + WORKERS, 'saves go on with two of three nodes')
  leader.start()
  await leader.ready()
}

async function someLeader(nodes: TestCluster): Promise<TestNode> {
  for (;;) {
    const leader = await nodes.leader()
    if (leader) return leader
    await sleep(50)
  }
}

/** What was acknowledged is there once, with the head that was told, and in the order in which it was told. */
async function checkKept({ newest: db }: Store, kept: Acknowledged[]): Promise<void> {
  assert.ok(kept.length > 10, 'enough was saved to lose something')
  const revisions = await db.select().from(t.revision).orderBy(asc(t.revision.rev))
  let prev = GENESIS
  for (const revision of revisions) {
    assert.equal(revision.prev, prev, `revision ${revision.rev} follows the one before`)
    prev = revision.hash
  }
  const byRev = new Map(revisions.map((r) => [r.rev, r]))
  for (const { worker, n, head } of kept) {
    const found = byRev.get(head.rev)
    assert.equal(found?.hash, head.hash, `number ${n} of ${worker} is revision ${head.rev}`)
    assert.equal(found?.header?.reason, `Number ${n} of ${worker}`)
  }
  for (let worker = 0; worker < WORKERS; worker++) {
    const revs = kept.filter((k) => k.worker === worker).map((k) => k.head.rev)
    assert.deepEqual(
      revs,
      [...revs].sort((a, b) => a - b),
      `the saves of ${worker} are in order`,
    )
  }
  const claims = await db
    .select({ id: t.claim.id })
    .from(t.claim)
    .where(like(t.claim.words, 'Said by worker %'))
  const ids = claims.map((c) => c.id)
  assert.equal(new Set(ids).size, ids.length, 'none is doubled')
  assert.equal(ids.length, revisions.length - 1, 'each revision has its claim')
}

/** Asked each for itself, the nodes hold the same head and a sound file. */
async function sameOnAll(nodes: TestNode[], head: Head): Promise<void> {
  for (const node of nodes) {
    let found: unknown
    await until(
      async () => {
        found = await own(node, 'select rev, hash from revision order by rev desc limit 1')
        return JSON.stringify(found) === JSON.stringify([head.rev, head.hash])
      },
      `${node.url} has the head ${head.rev}, not ${JSON.stringify(found)}`,
    )
    assert.deepEqual(await own(node, 'pragma integrity_check'), ['ok'])
  }
}

async function own(node: TestNode, sql: string): Promise<unknown[] | undefined> {
  const answer = await fetch(`${node.url}/db/query?level=none`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([[sql]]),
  })
  const { results } = (await answer.json()) as { results: { values?: unknown[][] }[] }
  return results[0]?.values?.[0]
}

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!(await holds())) {
    if (performance.now() > deadline) assert.fail(what)
    await sleep(50)
  }
}
