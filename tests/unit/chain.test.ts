import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Sqlite from 'better-sqlite3'
import { canonicalJson, saltedHash } from '../../db/store/chain'
import { RECORD_TABLES } from '../../db/store/records'
import { readHead, save } from '../../db/store/save'
import { assertSound } from '../support/audit'
import { DESK_RECORDS, enter, NOW, smallRegister } from '../support/small-register'

describe('the text that is hashed', () => {
  test('is the same for equal values, whatever the order of their keys', () => {
    assert.equal(
      canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined }),
      '{"b":[1,{"c":"x","d":null}]}',
    )
    assert.equal(canonicalJson({ a: 1, b: 2 }), canonicalJson({ b: 2, a: 1 }))
  })

  test('differs for different values', () => {
    const texts = [null, 'null', [], {}, [null], '', 0, '0', [1, 2], [2, 1], [[1], 2]].map(
      canonicalJson,
    )
    assert.equal(new Set(texts).size, texts.length)
  })

  test('cannot be guessed from its hash without the salt', () => {
    assert.notEqual(saltedHash('a', 'payload'), saltedHash('b', 'payload'))
  })
})

describe('the record', () => {
  let register: Awaited<ReturnType<typeof smallRegister>>
  let raw: Sqlite.Database
  before(async () => {
    register = await smallRegister()
    await save(register.store, () => EVERY_KIND)
    raw = new Sqlite(register.file)
  })
  after(async () => {
    raw.close()
    await register.close()
  })

  for (const kind of Object.keys(RECORD_TABLES)) {
    test(`of kind ${kind} is never deleted, nor changed but for its one retirement`, () => {
      const columns = (raw.pragma(`table_info("${kind}")`) as { name: string }[]).map((c) => c.name)
      const id = raw
        .prepare(`select id from "${kind}" where retired_rev is null order by id`)
        .pluck()
        .get()
      assert.ok(id, `the register of this test has no ${kind}`)
      assert.throws(() => raw.prepare(`delete from "${kind}" where id = ?`).run(id), /append-only/)
      for (const column of columns.filter((c) => c !== 'retired_rev')) {
        const change = raw.prepare(
          `update "${kind}" set "${column}" = case when "${column}" is 7 then 8 else 7 end where id = ?`,
        )
        assert.throws(() => change.run(id), /append-only|CHECK|UNIQUE/, column)
        const retire = raw.prepare(
          `update "${kind}" set retired_rev = 99, "${column}" = case when "${column}" is 7 then 8 else 7 end where id = ?`,
        )
        assert.throws(() => retire.run(id), /append-only/, `${column} on retirement`)
      }
      raw.exec('begin')
      assert.throws(
        () => raw.prepare(`update "${kind}" set retired_rev = recorded_rev where id = ?`).run(id),
        /CHECK/,
      )
      assert.equal(
        raw.prepare(`update "${kind}" set retired_rev = 98 where id = ?`).run(id).changes,
        1,
      )
      for (const again of [99, 98, null])
        assert.throws(
          () => raw.prepare(`update "${kind}" set retired_rev = ? where id = ?`).run(again, id),
          /append-only/,
        )
      raw.exec('rollback')
    })
  }

  for (const table of ['revision', 'change'])
    test(`keeps every ${table}, and lets only its payload be erased together with its salt`, () => {
      assert.throws(() => raw.prepare(`delete from "${table}"`).run(), /append-only/)
      assert.throws(
        () => raw.prepare(`update "${table}" set hash = 'x' where rev = 1`).run(),
        /append-only/,
      )
      assert.throws(
        () => raw.prepare(`update "${table}" set salt = null where rev = 1`).run(),
        /append-only/,
      )
    })

  test('hangs together; a forged or a missing link is found', async () => {
    await assertSound(register.store)
    const forgeries = [
      `update revision set at = '2020-01-01T00:00:00.000Z' where rev = 1`,
      `update revision set header = json_set(header, '$.reason', 'forged') where rev = 1`,
      `update change set after = json_set(after, '$.slug', 'forged') where kind = 'site'`,
      `update change set id = 'other' where rev = 2 and seq = 0`,
      `delete from change where rev = 1 and seq = 3`,
      `delete from revision where rev = 1`,
      `update claim set value = 'fair' where id = 'temple.good'`,
      `insert into identifier (id, recorded_rev, subject_id, scheme) values ('smuggled', 1, 'temple', 'osm_way')`,
    ]
    const triggers = raw
      .prepare(`select name, sql from sqlite_master where type = 'trigger'`)
      .all() as { name: string }[]
    for (const forgery of forgeries) {
      raw.exec('begin')
      for (const { name } of triggers) raw.exec(`drop trigger ${name}`)
      assert.equal(raw.prepare(forgery).run().changes, 1, forgery)
      const seen = {
        ...register.store,
        db: (await import('drizzle-orm/better-sqlite3')).drizzle(raw) as never,
      }
      await assert.rejects(assertSound(seen), { name: 'AssertionError' }, forgery)
      raw.exec('rollback')
    }
  })

  test('has its head at the newest revision', async () => {
    const head = await readHead(register.store.db)
    assert.deepEqual([head.rev, head.at], [2, NOW])
  })
})

/** One record of each kind that the small register lacks. */
const EVERY_KIND = {
  actor: { id: 'editor', name: 'An editor' },
  at: NOW,
  reason: 'One of each kind',
  salt: 'second',
  changes: [
    enter('identifier', {
      id: 'temple.osm',
      subjectId: 'temple',
      scheme: 'osm_way',
      value: '1',
      sources: [],
    }),
    enter('question', {
      id: 'when',
      siteId: 'site',
      topic: { en: 'When?' },
      property: 'event_date',
    }),
    enter('note', {
      id: 'remark',
      subjectId: 'temple',
      kind: 'remark',
      text: 'A remark',
      sources: [],
    }),
    ...DESK_RECORDS,
    enter('membership', { id: 'member', userId: 'user-editor', role: 'editor' }),
  ],
}
