import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { claimInput } from '../../db/domain/inputs'
import { recordClaim } from '../../db/mutations/record-claim'
import { sha256 } from '../../db/store/chain'
import { openSqlite } from '../../db/store/sqlite'
import type { Statement, Store } from '../../db/store/store'
import { SIZES } from '../sizes'
import { idSequence, NOW, smallRegister, someone } from '../support/small-register'

/*
 * A save is all or nothing: whatever stops it, after whichever of its statements, the file reopens sound and holds
 * either the register before it or the one after it. Every gap is tried with a statement that fails; a sample of the
 * gaps (all of them in the full run) with SIGKILL to a process of its own.
 */

const SAVER = fileURLToPath(new URL('../support/killed-save.ts', import.meta.url))
const CLAIM = claimInput.parse({
  formId: '11111111-2222-4333-8444-555555555555',
  newTitle: 'A new paper',
  newPublished: '2016-01',
  newClass: 'press',
  subjectId: 'temple',
  property: 'condition',
  condition: 'destroyed',
  valid: '2016-01-05',
  words: 'Nothing is left.',
  wordsLang: 'en',
  sensitivity: 'public',
  reason: 'Recording the paper',
  conclude: 'on',
  certainty: 'high',
  rationale: 'Seen from above',
  corroborating: 'temple.bad',
  textLang: 'en',
})

let folder: string
let original: string
let statements: Statement[]
let untouched: Record<string, string>
let finished: Record<string, string>

before(async () => {
  const register = await smallRegister()
  folder = mkdtempSync(join(tmpdir(), 'tadmor-kill-'))
  original = join(folder, 'original.db')
  new Sqlite(register.file).exec(`vacuum into '${original}'`)
  await register.close()
  untouched = contentsOf(original)
  const file = copy('whole')
  const store = openSqlite(file)
  statements = await statementsOf(store)
  await store.atomic(statements)
  await store.close()
  finished = contentsOf(file)
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('a save that fails in any gap between its statements leaves nothing', async () => {
  assert.ok(statements.length > 10, `${statements.length} statements`)
  assert.notDeepEqual(untouched, finished)
  const file = copy('failing')
  for (let gap = 0; gap <= statements.length; gap++) {
    const store = openSqlite(file)
    const broken = [...statements.slice(0, gap), { sql: "select json('not json')", params: [] }]
    await assert.rejects(store.atomic([...broken, ...statements.slice(gap)]))
    await store.close()
    assert.deepEqual(contentsOf(file), untouched, `gap ${gap} of ${statements.length}`)
  }
})

test('a process killed in any gap leaves all or nothing, and the next save goes through', async (t) => {
  const gaps = sample(statements.length + 1, SIZES.killGaps)
  t.diagnostic(`SIGKILL in ${gaps.length} of ${statements.length + 1} gaps`)
  for (const gap of gaps) {
    const file = copy(`killed-${gap}`)
    assert.equal(await killIn(file, gap), 'SIGKILL', `gap ${gap}`)
    assert.deepEqual(contentsOf(file), untouched, `gap ${gap} of ${statements.length}`)
    const store = openSqlite(file)
    await store.atomic(statements)
    await store.close()
    assert.deepEqual(contentsOf(file), finished, `gap ${gap}: saved again`)
    rmSync(file)
  }
})

test('a process killed after its save has answered has saved everything', async () => {
  const file = copy('answered')
  assert.equal(await killIn(file, null), 'SIGKILL')
  assert.deepEqual(contentsOf(file), finished)
})

/** The statements of one save of a claim with a new source and a conclusion, caught on their way to the file. */
async function statementsOf(store: Store): Promise<Statement[]> {
  let caught: Statement[] = []
  const catching: Store = {
    db: store.db,
    newest: store.db,
    atomic: async (list) => {
      caught = list
    },
    noteHead: async () => {},
    scrub: async () => true,
    close: async () => {},
  }
  await recordClaim({
    store: catching,
    reader: someone('editor'),
    now: NOW,
    newId: idSequence(),
    salt: 'salt',
    input: CLAIM,
  })
  return caught
}

/** Runs the statements in a process of its own that kills itself in one gap; null: after the commit. */
function killIn(file: string, gap: number | null): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', SAVER, file], {
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    child.once('error', reject)
    child.once('exit', (_code, signal) => resolve(signal))
    child.stdin.end(JSON.stringify({ statements, gap }))
  })
}

function copy(name: string): string {
  const file = join(folder, `${name}.db`)
  cpSync(original, file)
  return file
}

/** The hash of each table of a sound file; fails when the file is not sound or its chain has a gap. */
function contentsOf(file: string): Record<string, string> {
  const db = new Sqlite(file)
  try {
    assert.equal(db.pragma('integrity_check', { simple: true }), 'ok')
    assert.deepEqual(db.pragma('foreign_key_check'), [])
    assert.deepEqual(db.prepare(GAPS).all(), [])
    const tables = db.prepare(TABLES).pluck().all() as string[]
    const rowsOf = (name: string) => db.prepare(`select * from "${name}"`).raw().all()
    return Object.fromEntries(
      tables.map((name) => [
        name,
        sha256(
          JSON.stringify(
            rowsOf(name)
              .map((r) => JSON.stringify(r))
              .sort(),
          ),
        ),
      ]),
    )
  } finally {
    db.close()
  }
}

const GAPS =
  'select rev from revision r where rev > 1 and prev <> (select hash from revision where rev = r.rev - 1)'
/** Not SQLite's own statistics, nor the inner tables of the search index, whose layout may differ. */
const TABLES = `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not glob 'search_trigram_*' and name not in ('search_data', 'search_idx', 'search_docsize', 'search_config')`

/** `n` of the numbers below `size`, spread evenly, the first and the last among them. */
function sample(size: number, n: number): number[] {
  const step = (size - 1) / (Math.min(n, size) - 1)
  return [...new Set(Array.from({ length: Math.min(n, size) }, (_, i) => Math.round(i * step)))]
}
