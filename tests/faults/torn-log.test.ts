import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { HEADS_FILE, openSqlite } from '../../db/store/sqlite'
import { verify } from '../../db/store/verify'
import { SEEDS, SIZES } from '../sizes'
import { registerFile, saveNth, soundHead } from '../support/faulty'
import { randomFrom } from '../support/random'

/*
 * Power fails while saves are in the write-ahead log: it is cut, ends in zeros, or has bits turned. What is left must be
 * the register as some accepted save left it, whole; and what is gone must be told, since heads.log was synced before.
 */

const SAVES = 8

let made: Awaited<ReturnType<typeof registerFile>>
/** The database, its log and the heads, as a process that was killed left them. */
let left: { db: Buffer; wal: Buffer; heads: Buffer }
/** The hash of each revision that was acknowledged. */
let accepted: Map<number, string>
before(async () => {
  made = await registerFile()
  const store = openSqlite(made.file)
  for (let n = 1; n <= SAVES; n++) await saveNth(store, n)
  left = {
    db: readFileSync(made.file),
    wal: readFileSync(`${made.file}-wal`),
    heads: readFileSync(join(made.folder, HEADS_FILE)),
  }
  accepted = new Map(revisionsOf(made.file).map((r) => [r.rev, r.hash]))
  await store.close()
})
after(() => made.remove())

test('the log as it was left gives back every save', async () => {
  const file = put(left.wal)
  const verdict = await soundHead(file)
  assert.equal(verdict.head.rev, SAVES + 1)
  assert.equal(verdict.unnoted, 0)
})

const DAMAGES: Record<string, (wal: Buffer, random: () => number) => Buffer> = {
  cut: (wal, random) => wal.subarray(0, Math.floor(random() * wal.length)),
  'zeroed from some byte on': (wal, random) =>
    Buffer.from(wal).fill(0, Math.floor(random() * wal.length)),
  'with bits turned': (wal, random) => {
    const turned = Buffer.from(wal)
    for (let bits = 1 + Math.floor(random() * 8); bits > 0; bits--) {
      const at = Math.floor(random() * wal.length)
      turned[at] = (turned[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    }
    return turned
  },
}

for (const [how, damage] of Object.entries(DAMAGES))
  test(`a log ${how} leaves a prefix of the accepted saves, and what is gone is told`, async (t) => {
    const random = randomFrom(SEEDS.at(-1) ?? 0)
    const cases = Math.ceil(SIZES.tornLogs / Object.keys(DAMAGES).length)
    const outcomes = new Map<number, number>()
    for (let n = 0; n < cases; n++) {
      const file = put(damage(left.wal, random))
      const revisions = revisionsOf(file)
      for (const { rev, hash } of revisions) assert.equal(hash, accepted.get(rev), `case ${n}`)
      assert.deepEqual(
        revisions.map((r) => r.rev),
        Array.from({ length: revisions.length }, (_, i) => i + 1),
      )
      // Everything is verified where something is left that was not seen before.
      if (!outcomes.has(revisions.length)) await requireTold(file, revisions.length)
      outcomes.set(revisions.length, (outcomes.get(revisions.length) ?? 0) + 1)
    }
    t.diagnostic(
      `${cases} logs ${how}; revisions left: ${JSON.stringify([...outcomes].sort((a, b) => a[0] - b[0]))}`,
    )
    assert.ok(outcomes.size > 1, 'the damage came to something')
  })

/** The chain, the records, the derived rows and the search are those of one whole save; the lost ones are found missing. */
async function requireTold(file: string, count: number): Promise<void> {
  await soundHead(file, { heads: false })
  const store = openSqlite(file)
  try {
    const { findings } = await verify(store.db, { headsFile: join(made.folder, HEADS_FILE) })
    const isWhole = count === accepted.size
    assert.deepEqual(
      findings.map((f) => f.part),
      isWhole ? [] : ['heads'],
    )
    if (!isWhole)
      assert.match(
        findings[0]?.problem ?? '',
        new RegExp(`^revision ${count + 1} with head .* is gone$`),
      )
    assert.equal(await saveNth(store, 99), count + 1, 'and saves go on')
  } finally {
    await store.close()
    writeFileSync(join(made.folder, HEADS_FILE), left.heads)
  }
}

function put(wal: Buffer): string {
  const file = made.file
  for (const ending of ['-wal', '-shm']) if (existsSync(file + ending)) rmSync(file + ending)
  writeFileSync(file, left.db)
  writeFileSync(`${file}-wal`, wal)
  writeFileSync(join(made.folder, HEADS_FILE), left.heads)
  return file
}

/** Every revision of a file that is sound; read from a copy of the connection's own, so that the log is recovered. */
function revisionsOf(file: string): { rev: number; hash: string }[] {
  const db = new Sqlite(file)
  try {
    assert.equal(db.pragma('integrity_check', { simple: true }), 'ok')
    assert.deepEqual(db.pragma('foreign_key_check'), [])
    const half = db
      .prepare(
        `select rev from revision r where not exists (select 1 from change c where c.rev = r.rev)
         or exists (select 1 from claim where recorded_rev = r.rev
           and not exists (select 1 from change c where c.rev = r.rev and c.id = claim.id))`,
      )
      .all()
    assert.deepEqual(half, [], 'half a save')
    return db.prepare('select rev, hash from revision order by rev').all() as never
  } finally {
    db.close()
  }
}
