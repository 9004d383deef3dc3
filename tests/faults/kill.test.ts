import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { SEEDS, SIZES } from '../sizes'
import { registerFile, soundHead } from '../support/faulty'
import { randomFrom } from '../support/random'

const WRITER = fileURLToPath(new URL('../support/endless-saves.ts', import.meta.url))

/** The longest that a writer goes on saving before it is killed, in milliseconds. */
const LONGEST = 600

test('a writer killed at a random moment has lost nothing that it had acknowledged', async (t) => {
  const { file, remove } = await registerFile()
  const random = randomFrom(SEEDS.at(-1) ?? 0)
  let acknowledged = 0
  try {
    for (let round = 0; round < SIZES.killRounds; round++) {
      const said = await killedWriter(file, round * 1000 + 1, random() * LONGEST)
      acknowledged += said.length
      assert.deepEqual(await missing(file, said), [], `round ${round}`)
      const isLast = round === SIZES.killRounds - 1
      if (isLast || round % 10 === 0) {
        const { unnoted } = await soundHead(file)
        assert.ok(unnoted <= 1, `${unnoted} revisions are not noted`)
      }
    }
    t.diagnostic(`${SIZES.killRounds} kills, ${acknowledged} acknowledged saves, none lost`)
    assert.ok(acknowledged > 0)
  } finally {
    remove()
  }
})

/** Runs a writer, kills it some time after its first save, and returns what it had acknowledged. */
function killedWriter(
  file: string,
  first: number,
  ms: number,
): Promise<{ n: number; rev: number }[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', WRITER, file, String(first)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (chunk) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), ms)
      said += chunk
    })
    child.once('close', (_code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the writer ended by itself: ${signal}`))
      const lines = said.slice(0, said.lastIndexOf('\n')).split('\n')
      resolve(
        lines.map((line) => line.split(' ').map(Number)).map(([n = 0, rev = 0]) => ({ n, rev })),
      )
    })
  })
}

/** Which acknowledged saves are not in the file at their revision, whole. */
async function missing(file: string, said: { n: number; rev: number }[]) {
  const db = new Sqlite(file)
  try {
    assert.equal(db.pragma('integrity_check', { simple: true }), 'ok')
    const found = db.prepare(
      `select (select count(*) from change where rev = @rev) as changes,
       (select count(*) from claim where recorded_rev = @rev and words like @words) as claims,
       (select count(*) from source where recorded_rev = @rev) as sources`,
    )
    return said.filter(({ n, rev }) => {
      const row = found.get({ rev, words: `Number ${n} says%` }) as Record<string, number>
      return row.claims !== 1 || row.sources !== 1 || (row.changes ?? 0) < 2
    })
  } finally {
    db.close()
  }
}
