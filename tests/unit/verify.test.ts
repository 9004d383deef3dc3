import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import fc from 'fast-check'
import * as t from '../../db/schema'
import { RECORD_TABLES, type RecordChange, type Row } from '../../db/store/records'
import { readHead, save } from '../../db/store/save'
import { HEADS_FILE, openSqlite } from '../../db/store/sqlite'
import type { Db } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { parseHead } from '../../db/store/verify/heads'
import { property } from '../property/each-seed'
import { SIZES } from '../sizes'
import { rederive } from '../support/rederive'
import { DESK_RECORDS, enter, NOW, smallRegister } from '../support/small-register'

const CHAINED = [...Object.keys(RECORD_TABLES), 'revision', 'change']

let register: Awaited<ReturnType<typeof smallRegister>>
let raw: Sqlite.Database
let db: Db
let headsFile: string
before(async () => {
  register = await smallRegister()
  await fillEveryTable()
  raw = new Sqlite(register.file)
  raw.pragma('ignore_check_constraints = ON')
  raw.unsafeMode(true)
  db = drizzle(raw, { schema: t }) as unknown as Db
  headsFile = join(dirname(register.file), HEADS_FILE)
})
after(async () => {
  raw.close()
  await register.close()
})

test('a register as it was saved is whole', async () => {
  const { findings, head, erased, unnoted } = await verify(db, { headsFile })
  assert.deepEqual({ findings, erased, unnoted }, { findings: [], erased: 0, unnoted: 0 })
  assert.deepEqual(head, await readHead(db))
})

/** A value of a chained row: by table, column and how many rows before it; which bit of it to turn. */
const aValue = fc.record({
  table: fc.constantFrom(...CHAINED),
  column: fc.nat(40),
  row: fc.nat(60),
  bit: fc.nat(100_000),
})

property(
  'one bit turned in any chained row is found, and the row is named',
  aValue,
  async ({ table, column: nth, row, bit }) => {
    const columns = raw.pragma(`table_info("${table}")`) as { name: string }[]
    const { name: column } = columns[nth % columns.length] ?? assert.fail()
    const rows = raw.prepare(`select rowid as row_id, * from "${table}"`).all() as Line[]
    const line = rows[row % rows.length] ?? assert.fail(`${table} is empty`)
    await tampered(
      () => {
        try {
          raw
            .prepare(
              `update "${table}" set "${column}" = ${flipped(line[column], bit)} where rowid = ?`,
            )
            .run(line.row_id)
        } catch (error) {
          // Some values cannot be written even without the triggers: a key that is taken, a column without nulls.
          assert.match(String(error), /constraint failed/)
          return false
        }
        return true
      },
      async () => {
        const { findings } = await verify(db, { headsFile })
        assert.ok(findings.length > 0, `${table}.${column} of ${line.id ?? line.rev}`)
        const told = findings.map((f) => f.problem).join('\n')
        assert.ok(
          [line.id, `revision ${line.rev}`].some((name) => name && told.includes(String(name))) ||
            ['id', 'rev', 'kind'].includes(column),
          `${table}.${column} of ${line.id ?? line.rev}: ${told}`,
        )
      },
    )
  },
  SIZES.flippedBits,
)

describe('what is not as the saves left it is found', () => {
  const cases: [what: string, sql: string, part: string, names: RegExp][] = [
    [
      'a record without its change',
      `insert into identifier (id, recorded_rev, subject_id, scheme) values ('smuggled', 1, 'temple', 'osm_way')`,
      'records',
      /identifier smuggled of revision 1/,
    ],
    [
      'a change without its record',
      `delete from note where id = 'remark'`,
      'records',
      /note remark of revision 2 is missing/,
    ],
    [
      'a record retired by nobody',
      `update name set retired_rev = 3 where id = 'arch.en.0'`,
      'records',
      /name arch.en.0 of revision 1 was retired outside a save/,
    ],
    [
      'a record brought back',
      `update claim set retired_rev = null where id = 'late'`,
      'records',
      /claim late of revision 2 was retired outside a save/,
    ],
    [
      'a mark of audience widened to a default',
      `update note set handling = 'public' where id = 'remark'`,
      'records',
      /note remark/,
    ],
    [
      'words that a value was saved under',
      `update change set labels = json_set(labels, '$.value.en', 'Fine') where id = 'temple.bad'`,
      'chain',
      /revision 1: change \d+ \(claim temple.bad\)/,
    ],
    [
      'a change moved to a later place',
      `update change set seq = 900 where rev = 1 and seq = (select max(seq) from change where rev = 1)`,
      'chain',
      /revision 1: change 900/,
    ],
    [
      'a change of no revision',
      `update change set rev = 99 where rev = 2 and seq = 0`,
      'chain',
      /revision 2/,
    ],
    [
      'content kept though its salt is gone',
      `update change set salt = null where rev = 1 and seq = 0`,
      'chain',
      /revision 1: change 0/,
    ],
    [
      'text that JSON reads the same',
      `update change set after = replace(after, '{', '{ ') where rev = 1 and seq = 0`,
      'chain',
      /revision 1: change 0/,
    ],
    [
      'text that cannot be read',
      `update revision set header = '{' where rev = 2`,
      'chain',
      /revision 2/,
    ],
    [
      'a span with another headline',
      `update span set headline = 'no_known_damage' where monument_id = 'temple' and headline = 'destroyed'`,
      'derived',
      /monument temple/,
    ],
    [
      'a span left out',
      `delete from span where monument_id = 'arch' and audience = 'public'`,
      'derived',
      /monument arch/,
    ],
    [
      'a span of nothing',
      `insert into span select audience, 'ghost', valid_from, valid_to, known_from, known_to, headline, maybe, condition, at_risk, under_intervention, contested, looked_at, since, since_qualifier, assessment_id, principal_assessment_id from span limit 1`,
      'derived',
      /ghost/,
    ],
    [
      'a save not noted as touching a monument',
      `delete from touched where monument_id = 'temple' and rev = 2`,
      'derived',
      /monument temple: revision 2/,
    ],
    [
      'a search entry left out',
      `delete from search_entry where unit = 'arch' and kind = 'claim'`,
      'derived',
      /monument arch/,
    ],
    [
      'a search entry of a source left out',
      `delete from search_entry where record_id = 'paper'`,
      'derived',
      /source paper/,
    ],
    [
      'a search entry with other words',
      `update search_entry set words = 'nothing' where record_id = 'temple.good'`,
      'derived',
      /monument temple/,
    ],
    [
      'a search entry shown to more than may see it',
      `update search_entry set known_from = 0 where record_id = 'blast'`,
      'derived',
      /monument temple/,
    ],
    [
      'a search entry of nothing',
      `insert into search_entry select 999, 'ghost', audience, kind, record_id, site_id, root_id, source_class, lang, known_from, earliest, names, words, readings, context from search_entry limit 1`,
      'derived',
      /ghost/,
    ],
    [
      'a word that the vocabulary has lost',
      `delete from search_word where word = '_temple_'`,
      'derived',
      /_temple_/,
    ],
    [
      'words of an entry that the index does not hold',
      `update search_entry set names = 'arch ruins' where record_id = 'arch' and kind = 'place'`,
      'search',
      /malformed|corrupt/i,
    ],
  ]
  for (const [what, sql, part, names] of cases)
    test(what, () =>
      tampered(
        () => raw.prepare(sql).run().changes > 0,
        async (isDone) => {
          assert.ok(isDone, 'the test changed nothing')
          const { findings } = await verify(db, { headsFile })
          assert.match(findings.find((f) => f.part === part)?.problem ?? `no ${part}`, names)
        },
      ),
    )

  test('a guard taken away', () =>
    tampered(
      () => raw.exec('drop trigger if exists claim_no_delete') && true,
      async () => {
        raw.exec('drop trigger claim_no_delete')
        const { findings } = await verify(db, { headsFile })
        assert.deepEqual(findings, [
          { part: 'file', problem: 'trigger claim_no_delete is missing' },
        ])
      },
    ))

  test('an erased payload is no damage, and counted', () =>
    tampered(
      () =>
        raw.prepare(`update revision set header = null, salt = null where rev = 2`).run().changes >
        0,
      async () => {
        const { findings, erased } = await verify(db, { headsFile })
        assert.deepEqual([findings, erased], [[], 1])
      },
    ))
})

describe('a register shortened to an earlier revision', () => {
  const heads = () => readFileSync(headsFile, 'utf8')
  let whole: string
  beforeEach(() => {
    whole = heads()
  })
  const cutHeads = (lines: number) =>
    writeFileSync(
      headsFile,
      whole
        .split('\n')
        .slice(0, lines)
        .map((l) => `${l}\n`)
        .join(''),
    )

  for (const kept of [1, 2])
    test(`${kept}: is found against the heads noted beside it, or in an export`, async () => {
      const { rev, hash } = await readHead(db)
      await tampered(
        () => true,
        async () => {
          await shortenTo(kept)
          const noted = await verify(db, { headsFile })
          assert.deepEqual(
            noted.findings.map((f) => f.part),
            ['heads'],
          )
          assert.match(noted.findings[0]?.problem ?? '', new RegExp(`^revision ${kept + 1} `))
          cutHeads(kept)
          try {
            const nothing = await verify(db, { headsFile })
            assert.deepEqual(
              nothing.findings,
              [],
              'both cut alike: only a head kept elsewhere tells',
            )
            for (const head of [`${rev}:${hash}`, hash]) {
              const { findings } = await verify(db, {
                headsFile,
                heads: [parseHead(head) ?? assert.fail()],
              })
              assert.match(findings[0]?.problem ?? '', new RegExp(hash))
            }
          } finally {
            writeFileSync(headsFile, whole)
          }
        },
      )
    })

  test('a list of heads that was cut, lost or forged', async () => {
    try {
      cutHeads(1)
      const cut = await verify(db, { headsFile })
      assert.deepEqual([cut.findings, cut.unnoted], [[], 2], 'told, for a crash leaves the same')
      rmSync(headsFile)
      assert.match((await verify(db, { headsFile })).findings[0]?.problem ?? '', /is missing/)
      writeFileSync(headsFile, whole)
      appendFileSync(headsFile, `4 ${'0'.repeat(64)} ${NOW}\n`)
      assert.match(
        (await verify(db, { headsFile })).findings[0]?.problem ?? '',
        /revision 4 .* is gone/,
      )
      writeFileSync(headsFile, `${whole}nonsense\n`)
      assert.match(
        (await verify(db, { headsFile })).findings[0]?.problem ?? '',
        /no head: nonsense/,
      )
    } finally {
      writeFileSync(headsFile, whole)
    }
  })

  test('heads are read with their revision or without, and nothing else is', () => {
    const hash = 'ab'.repeat(32)
    assert.deepEqual(parseHead(`12:${hash.toUpperCase()}`), { rev: 12, hash })
    assert.deepEqual(parseHead(` ${hash} `), { rev: null, hash })
    for (const text of ['', 'x', hash.slice(1), `0:${hash}`, `1:2:${hash}`, `${hash}0`])
      assert.equal(parseHead(text), null, text)
  })
})

type Line = Record<string, string | number | null>

/** Runs a check on a register altered past its triggers, which stand again by then; then undoes everything. */
async function tampered(
  alter: () => boolean,
  check: (isDone: boolean) => Promise<void>,
): Promise<void> {
  const triggers = raw
    .prepare(`select name, sql from sqlite_master where type = 'trigger'`)
    .all() as Line[]
  raw.exec('begin')
  try {
    for (const { name } of triggers) raw.exec(`drop trigger "${name}"`)
    const isDone = alter()
    for (const { sql } of triggers) raw.exec(String(sql))
    if (isDone) await check(isDone)
    else await check(false).catch(() => {})
  } finally {
    raw.exec('rollback')
  }
}

/** SQL for a value that differs in one bit; for one that is not null where there was none. */
function flipped(value: string | number | null | undefined, bit: number): string {
  if (value === null || value === undefined) return `'${bit}'`
  if (Number.isInteger(value)) return String(Number(value) ^ (1 << (bit % 20)))
  if (typeof value === 'number') {
    const bytes = new Float64Array([value])
    const words = new Uint32Array(bytes.buffer)
    words[0] = (words[0] as number) ^ (1 << (bit % 31))
    return String(bytes[0])
  }
  const bytes = Buffer.from(String(value))
  if (bytes.length === 0) return `'x'`
  const at = bit % bytes.length
  bytes[at] = (bytes[at] as number) ^ (1 << (bit % 7))
  return `cast(x'${bytes.toString('hex')}' as text)`
}

/** Removes the newest revisions as if they had never been: what somebody would do who knows the tables. */
async function shortenTo(rev: number): Promise<void> {
  const triggers = raw
    .prepare(`select name, sql from sqlite_master where type = 'trigger'`)
    .all() as Line[]
  for (const { name } of triggers) raw.exec(`drop trigger "${name}"`)
  for (const table of ['revision', 'change', 'touched'])
    raw.prepare(`delete from "${table}" where rev > ?`).run(rev)
  for (const kind of Object.keys(RECORD_TABLES)) {
    raw.prepare(`delete from "${kind}" where recorded_rev > ?`).run(rev)
    raw.prepare(`update "${kind}" set retired_rev = null where retired_rev > ?`).run(rev)
  }
  for (const { sql } of triggers) raw.exec(String(sql))
  const units = ['site', 'temple', 'arch', 'survey', 'paper']
  for (const { sql, params } of await rederive(db, units)) raw.prepare(sql).run(...params)
}

/** Two more saves: one record of each kind that the small register lacks; then a correction and a withdrawal. */
async function fillEveryTable(): Promise<void> {
  const draft = (n: number, changes: RecordChange[]) => ({
    actor: { id: 'editor', name: 'An editor' },
    at: NOW,
    reason: `Save ${n}`,
    salt: `salt ${n}`,
    changes,
  })
  const store = openSqlite(register.file)
  const late = {
    id: 'late',
    subjectId: 'temple',
    property: 'statement',
    sourceId: 'paper',
    words: 'It was',
    wordsLang: 'en',
    valid: '2015-09',
    qualifier: 'on',
    earliest: 16_679,
    latest: 16_708,
    knownFrom: 16_700,
  } as const
  await save(store, () =>
    draft(2, [
      enter('identifier', { id: 'temple.osm', subjectId: 'temple', scheme: 'osm_way', value: '1' }),
      enter('question', {
        id: 'when',
        siteId: 'site',
        topic: { en: 'When?' },
        property: 'event_date',
      }),
      enter('note', { id: 'remark', subjectId: 'temple', kind: 'remark', text: 'A remark' }),
      ...DESK_RECORDS,
      enter('membership', { id: 'member', userId: 'user-editor', role: 'editor' }),
      enter('claim', late),
    ]),
  )
  const [claim] = (await store.db.select().from(t.claim).where(isNull(t.claim.retiredRev))).filter(
    (c) => c.id === 'late',
  ) as [Row<'claim'>]
  const [note] = (await store.db.select().from(t.note)) as [Row<'note'>]
  await save(store, () =>
    draft(3, [
      { op: 'withdraw', kind: 'claim', before: claim },
      { op: 'correct', kind: 'note', before: note, row: { ...note, text: 'Another remark' } },
    ]),
  )
  await store.close()
}
