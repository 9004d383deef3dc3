import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { user } from '../../db/auth-schema'
import { draft, proposal } from '../../db/desk-schema'
import { DomainError } from '../../db/domain/errors'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { type ImportState, importRow, importRun } from '../../db/import-schema'
import type { Call } from '../../db/mutations/call'
import { editClaim } from '../../db/mutations/edit-claim'
import { eraseName, eraseUser, whereElse } from '../../db/mutations/erase'
import { thisWorker } from '../../db/mutations/importing/worker'
import { editPerson, namePerson, recordPerson } from '../../db/mutations/persons'
import { restore } from '../../db/mutations/restore'
import { setSensitivity } from '../../db/mutations/set-sensitivity'
import { recentChanges } from '../../db/queries/changes'
import { recordHistory } from '../../db/queries/history'
import type { ImportRun } from '../../db/queries/imports'
import { getPerson, readName } from '../../db/queries/persons'
import { getClaim } from '../../db/queries/record-pages'
import { sensitivityOf } from '../../db/queries/sensitivity'
import { pinView } from '../../db/queries/view'
import * as t from '../../db/schema'
import { readHead, save } from '../../db/store/save'
import { scratchOf } from '../../db/store/staged'
import { verify } from '../../db/store/verify'
import { beginImport } from '../support/importing'
import { enter, idSequence, NOW, smallRegister, someone } from '../support/small-register'

type Register = Awaited<ReturnType<typeof smallRegister>>

const NAME = 'Xanthippe Quillfeather'
const id = idSequence(500)

let salt = 0
const callAs = <Input>({ store }: Register, reader: Reader, input: Input): Call<Input> => ({
  store,
  reader,
  now: NOW,
  newId: id,
  salt: `salt ${salt++}`,
  input,
})
const refused =
  (code: string, detail: string | null = null) =>
  (error: unknown) =>
    error instanceof DomainError && error.code === code && error.detail === detail

describe('who may see a record', () => {
  const decide = async (
    register: Register,
    reader: Reader,
    record: string,
    level: 'public' | 'generalised' | 'restricted',
    confirmed = false,
  ) => {
    const { base } = await sensitivityOf(register.store.db, someone('editor'), record)
    return setSensitivity(
      callAs(register, reader, { id: record, base, level, confirmed, reason: 'It needs care' }),
    )
  }

  test('every kind can be hidden by an editor and opened by a reviewer alone, who says so twice', async () => {
    const register = await smallRegister()
    try {
      for (const record of [
        'temple',
        'cella',
        'temple.en.0',
        'temple.place',
        'survey',
        'temple.good',
        'temple.2011',
        'arch.threat',
        'blast',
      ]) {
        await assert.rejects(decide(register, NOBODY, record, 'restricted'), refused('forbidden'))
        await assert.rejects(
          decide(register, someone('viewer'), record, 'restricted'),
          refused('forbidden'),
        )
        await decide(register, someone('editor'), record, 'restricted')
        const { views, level } = await sensitivityOf(register.store.db, someone('editor'), record)
        assert.equal(level, 'restricted')
        assert.deepEqual(
          views.map((v) => [v.level, v.isShown]),
          record === 'temple' || record === 'cella' || record === 'temple.place'
            ? [
                ['restricted', false],
                ['public', true],
                ['generalised', true],
              ]
            : [
                ['restricted', false],
                ['public', true],
              ],
        )
        await assert.rejects(
          decide(register, someone('editor'), record, 'public', true),
          refused('invalid', 'sensitivity.reviewers'),
        )
        await assert.rejects(
          decide(register, someone('reviewer'), record, 'public'),
          refused('invalid', 'sensitivity.confirm'),
        )
        await decide(register, someone('reviewer'), record, 'public', true)
      }
      assert.deepEqual((await verify(register.store.db)).findings, [])
    } finally {
      await register.close()
    }
  })

  test('only what has a place can be generalised, and another form opens nothing in passing', async () => {
    const register = await smallRegister()
    try {
      await assert.rejects(
        decide(register, someone('editor'), 'temple.good', 'generalised'),
        refused('invalid', 'field.not_a_choice'),
      )
      const { rev } = await decide(register, someone('editor'), 'temple.good', 'restricted')
      const loosened = {
        claimId: 'temple.good',
        base: rev,
        words: 'temple is good',
        wordsLang: 'en',
        locator: null,
        condition: 'good' as const,
        valueDate: null,
        valid: '2011-02',
        qualifier: 'on' as const,
        observed: null,
        method: null,
        access: null,
        attributedTo: null,
        reported: null,
        infoGrade: null,
        infoGradeReason: null,
        questionId: null,
        note: 'A word more',
        personId: null,
        sensitivity: 'public' as const,
        reason: 'A word more',
        textLang: 'en' as const,
      }
      await assert.rejects(
        editClaim(callAs(register, someone('admin'), loosened)),
        refused('invalid', 'sensitivity.elsewhere'),
      )
      await editClaim(
        callAs(register, someone('editor'), { ...loosened, sensitivity: 'restricted' }),
      )
    } finally {
      await register.close()
    }
  })

  test('the page counts what the public sees at each level, and shows the cell', async () => {
    const register = await smallRegister()
    try {
      const { views } = await sensitivityOf(register.store.db, someone('editor'), 'temple')
      const [now, cell, hidden] = views
      assert.deepEqual(now?.place && [now.place.lat, now.place.lon], [34.5, 38.2])
      assert.deepEqual(cell?.place && [cell.place.lat, cell.place.lon], [34.55, 38.25])
      assert.equal(hidden?.place, null)
      assert.ok((now?.counts.claim ?? 0) > 0)
      assert.equal(hidden?.counts.claim, 0)
    } finally {
      await register.close()
    }
  })
})

/** A register with a guard behind one claim, whose name was recorded and then changed. */
async function withGuard(): Promise<Register & { guard: string }> {
  const register = await smallRegister()
  const guard = id()
  await recordPerson(
    callAs(register, someone('editor'), {
      formId: guard,
      siteId: 'site',
      partEn: 'A site guard',
      partAr: 'حارس الموقع',
      organisation: 'The museum',
      reason: 'Somebody who spoke to us',
    }),
  )
  const named = id()
  await namePerson(
    callAs(register, someone('reviewer'), name(guard, named, null, `${NAME} the elder`)),
  )
  const { rev } = await readHead(register.store.db)
  await namePerson(callAs(register, someone('reviewer'), name(guard, id(), rev, NAME)))
  const { store } = register
  const [row] = await store.db.select().from(t.claim).where(eq(t.claim.id, 'temple.good'))
  if (!row) throw new Error('no claim')
  await save(store, () => ({
    actor: { id: 'x', name: 'X' },
    at: NOW,
    reason: 'Said by the guard',
    salt: 'link',
    changes: [{ op: 'correct', kind: 'claim', before: row, row: { ...row, personId: guard } }],
  }))
  return { ...register, guard }
}

const name = (personId: string, formId: string, base: number | null, called: string) => ({
  personId,
  formId,
  base,
  name: called,
  note: 'Lives behind the museum',
  reason: 'So that we can ask again',
})

describe('people at risk', () => {
  test('a name is read by reviewers alone, and sending a form twice records it once', async () => {
    const register = await withGuard()
    const { store, guard } = register
    try {
      const { person } = await getPerson(store.db, someone('editor'), 'site', guard)
      for (const reader of [NOBODY, someone('viewer'), someone('editor')])
        await assert.rejects(readName(store.db, reader, person), refused('forbidden'))
      for (const role of ['reviewer', 'admin'] as const)
        assert.equal((await readName(store.db, someone(role), person))?.name, NAME)
      const { rev } = await readHead(store.db)
      const before = (await readName(store.db, someone('admin'), person))?.rev ?? 0
      const again = name(guard, id(), before, `${NAME} II`)
      const first = await namePerson(callAs(register, someone('reviewer'), again))
      const second = await namePerson(callAs(register, someone('reviewer'), again))
      assert.deepEqual(first, second)
      assert.equal((await readHead(store.db)).rev, rev + 1)
      await assert.rejects(
        namePerson(
          callAs(register, someone('reviewer'), again.name ? { ...again, name: 'Other' } : again),
        ),
        refused('conflict'),
      )
      await assert.rejects(
        namePerson(
          callAs(register, someone('reviewer'), {
            ...again,
            base: first.rev,
            name: NAME,
            reason: `It is ${NAME.toUpperCase()}`,
          }),
        ),
        refused('invalid', 'persons.named'),
      )
      await assert.rejects(
        namePerson(callAs(register, someone('editor'), { ...again, base: first.rev })),
        refused('forbidden'),
      )
    } finally {
      await register.close()
    }
  })

  test('history tells that a name was recorded and changed, never which', async () => {
    const register = await withGuard()
    const { store, guard } = register
    try {
      const [row] = await store.db.select().from(t.personName)
      const told = await recordHistory(store.db, someone('admin'), row?.id ?? '', 99)
      assert.deepEqual(
        told.versions.map((v) => v.op),
        ['corrected', 'entered'],
      )
      const all = await recentChanges(
        store.db,
        someone('admin'),
        'site',
        { kinds: [], monument: null, from: null, to: null, page: 1 },
        99,
      )
      assert.ok(all.saves.some((s) => s.groups.some((g) => g.kind === 'person_name')))
      for (const said of [told, all]) assert.ok(!JSON.stringify(said).includes('Quillfeather'))
      await assert.rejects(
        restore(
          callAs(register, someone('admin'), {
            id: row?.id ?? '',
            base: row?.retiredRev ?? 0,
            version: row?.recordedRev ?? 0,
            reason: 'Back',
          }),
        ),
        refused('not_found'),
      )
      await assert.rejects(recordHistory(store.db, NOBODY, row?.id ?? '', 99), refused('not_found'))
      await assert.rejects(recordHistory(store.db, NOBODY, guard, 99), refused('not_found'))
    } finally {
      await register.close()
    }
  })

  test('the public learns the part once that is public, and neither who nor for whom', async () => {
    const register = await withGuard()
    const { store, guard } = register
    try {
      const seen = async (reader: Reader) => {
        const pinned = await pinView(store.db, EVERYTHING, NOW)
        return (await getClaim(store.db, reader, 'temple.good', pinned)).claim
      }
      assert.deepEqual((await seen(someone('editor'))).saidBy?.en, 'A site guard')
      const hidden = await seen(NOBODY)
      assert.deepEqual([hidden.saidBy, hidden.personId], [null, null])
      const { base } = await sensitivityOf(store.db, someone('editor'), guard)
      await setSensitivity(
        callAs(register, someone('reviewer'), {
          id: guard,
          base,
          level: 'public',
          confirmed: true,
          reason: 'Many have this part',
        }),
      )
      assert.equal((await seen(NOBODY)).saidBy?.en, 'A site guard')
      const told = await recordHistory(store.db, NOBODY, guard, 99)
      assert.ok(!JSON.stringify(told).includes('museum'))
      await editPerson(
        callAs(register, someone('editor'), {
          personId: guard,
          base: (await readHead(store.db)).rev,
          partEn: 'A guard',
          partAr: 'حارس',
          organisation: null,
          reason: 'Less exact',
        }),
      )
    } finally {
      await register.close()
    }
  })
})

describe('erasure', () => {
  /** Every file of the register's folder that holds one of these bytes. */
  const holding = ({ file }: Register, text: string) =>
    readdirSync(dirname(file), { recursive: true, encoding: 'utf8' }).filter((one) => {
      if (statSync(join(dirname(file), one)).isDirectory()) return false
      const bytes = readFileSync(join(dirname(file), one))
      return ['utf8', 'utf16le'].some((code) => bytes.includes(Buffer.from(text, code as 'utf8')))
    })

  test('a name is found in no byte of the database afterwards, and the chain still verifies', async () => {
    const register = await withGuard()
    const { store, guard } = register
    const imports = join(dirname(register.file), 'imports')
    try {
      await store.db.insert(draft).values({
        userId: 'u',
        form: 'f',
        about: 'a',
        path: '/',
        values: { words: [`${NAME} said so`] },
        savedAt: NOW,
      })
      await store.db.insert(proposal).values({
        id: 'p',
        siteId: 'site',
        verb: 'record-claim',
        input: { words: NAME },
        ids: [],
        changes: [],
        recordId: 'r',
        reason: 'r',
        userId: 'u',
        state: 'rejected',
        version: 1,
        atRev: 1,
        proposedAt: NOW,
      })
      await store.db.run(sql`insert into search_word (word) values ('_quillfeather_')`)
      assert.ok(holding(register, 'Quillfeather').length > 0, 'it is there before')
      const input = { id: guard, confirmed: true, reason: 'They asked us to' }
      for (const role of ['editor', 'reviewer'] as const)
        await assert.rejects(
          eraseName(callAs(register, someone(role), input), imports),
          refused('forbidden'),
        )
      await assert.rejects(
        eraseName(callAs(register, someone('admin'), { ...input, confirmed: false }), imports),
        refused('invalid', 'persons.confirm'),
      )
      assert.deepEqual(await whereElse(store.db, someone('admin'), NAME), {
        records: [],
        revisions: [],
        tips: 0,
        imports: 0,
      })
      const done = await eraseName(callAs(register, someone('admin'), input), imports)
      assert.equal(done.isClean, true)
      for (const text of ['Quillfeather', 'quillfeather', 'Xanthippe', 'Lives behind'])
        assert.deepEqual(holding(register, text), [], text)
      assert.ok(holding(register, 'They asked us to').length > 0, 'the search itself finds bytes')
      const { findings, erased } = await verify(store.db)
      assert.deepEqual([findings, erased], [[], 2])
      const [row] = await store.db.select().from(t.personName)
      const told = await recordHistory(store.db, someone('admin'), row?.id ?? '', 99)
      assert.deepEqual(
        told.versions.map((v) => v.op),
        ['withdrawn', 'corrected', 'entered'],
      )
      const { person } = await getPerson(store.db, someone('admin'), 'site', guard)
      assert.equal(await readName(store.db, someone('admin'), person), null)
      await namePerson(callAs(register, someone('reviewer'), name(guard, id(), null, 'Another')))
      assert.deepEqual((await verify(store.db)).findings, [])
    } finally {
      await register.close()
    }
  })

  test('a name goes out of imports, and out of their files but for those at work', async () => {
    const register = await withGuard()
    const { store, file, guard } = register
    const imports = join(dirname(file), 'imports')
    try {
      mkdirSync(imports)
      const begun = async (state: ImportState, change: Partial<ImportRun>) => {
        const { run } = await beginImport(store, file, { siteId: 'site' })
        const set = { sha256: run.id.replaceAll('-', '').repeat(2), ...change, state }
        await store.db.update(importRun).set(set).where(eq(importRun.id, run.id))
        for (const path of [join(imports, set.sha256), scratchOf(imports, run.id)])
          writeFileSync(path, `Assessor: ${NAME}`)
        return { ...run, ...set }
      }
      const ready = await begun('ready', {
        reason: `From ${NAME}`,
        fileName: `${NAME}.csv`,
        mapping: { columns: [{ field: 'condition', values: { [NAME]: 'good' } }] },
      })
      const atWork = await begun('reading', {})
      const searched = await begun('applied', { worker: thisWorker() })
      await begun('applied', { worker: `${hostname()}:4000000` })
      const problem = (value: string) => ({ column: 'Seen by', reason: 'too_long', value })
      await store.db.insert(importRow).values({
        ...{ importId: ready.id, row: 2, verdict: 'refused', title: `House of ${NAME}` },
        ...{ problems: [problem(`${NAME} "himself"`), problem('Somebody')], kinds: {} },
      })
      const told = await whereElse(store.db, someone('admin'), NAME)
      assert.equal(told.imports, 1)
      const input = { id: guard, confirmed: true, reason: 'They asked us to' }
      await eraseName(callAs(register, someone('admin'), input), imports)
      const kept = [atWork, searched].flatMap(({ id, sha256 }) => [sha256, `${id}.staged`])
      assert.deepEqual(
        holding(register, 'Quillfeather').sort(),
        kept.map((name) => join('imports', name)).sort(),
      )
      const [row] = await store.db.select().from(importRow)
      assert.deepEqual([row?.title, row?.problems], [null, [problem('Somebody')]])
      const [after] = await store.db.select().from(importRun).where(eq(importRun.id, ready.id))
      assert.deepEqual([after?.state, after?.fileName, after?.reason], ['moved', '…', ''])
    } finally {
      await register.close()
    }
  })

  test('an editor who goes leaves neither name nor address, and their saves stand', async () => {
    const register = await smallRegister()
    const { store } = register
    try {
      const who = { id: 'u-1', name: 'Erato Windermere', email: 'erato@windermere.example' }
      await store.db.insert(user).values({
        ...who,
        emailVerified: false,
        createdAt: new Date(NOW),
        updatedAt: new Date(NOW),
      })
      const joined = (userId: string, role: 'admin' | 'editor') =>
        enter('membership', { id: `m-${userId}`, userId, role })
      await save(store, () => ({
        actor: { id: 'x', name: 'X' },
        at: NOW,
        reason: 'Invited',
        salt: 'm',
        changes: [joined('user-admin', 'admin'), joined(who.id, 'editor')],
      }))
      await setSensitivity(
        callAs(
          register,
          { userId: who.id, name: who.name, role: 'editor' },
          {
            id: 'arch',
            base: 1,
            level: 'restricted' as const,
            confirmed: false,
            reason: 'Care',
          },
        ),
      )
      await save(store, () => ({
        actor: { id: 'x', name: 'X' },
        accepted: who,
        at: NOW,
        reason: 'Proposed',
        salt: 'accepted',
        changes: [joined('user-other', 'editor')],
      }))
      const { run } = await beginImport(store, register.file, { siteId: 'site' })
      await store.db.insert(importRun).values([
        {
          ...{ ...run, id: 'theirs', state: 'applied', rev: 3, reason: 'For Windermere' },
          ...{ userId: who.id, userName: who.name },
        },
        { ...run, id: 'saving', state: 'applying', acceptedBy: who.id, acceptedName: who.name },
      ])
      assert.ok(holding(register, 'Windermere').length > 0)
      const input = { id: who.id, confirmed: true, reason: 'They asked us to' }
      await assert.rejects(
        eraseUser(callAs(register, someone('admin'), { ...input, id: 'user-admin' })),
        refused('invalid', 'persons.self'),
      )
      await assert.rejects(
        eraseUser(callAs(register, someone('reviewer'), input)),
        refused('forbidden'),
      )
      await eraseUser(callAs(register, someone('admin'), input))
      for (const text of ['Windermere', 'windermere', 'erato@'])
        assert.deepEqual(holding(register, text), [], text)
      const { findings, erased } = await verify(store.db)
      assert.deepEqual([findings, erased], [[], 2])
      const runs = await store.db.select().from(importRun).orderBy(importRun.id)
      assert.deepEqual(runs.map((r) => [r.state, r.userName, r.acceptedName]).slice(1), [
        ['cancelled', 'An editor', null],
        ['applied', '', null],
      ])
      const told = await recordHistory(store.db, someone('editor'), 'arch', 99)
      assert.deepEqual(
        told.versions.map((v) => [v.op, v.actorName]),
        [
          ['corrected', null],
          ['entered', 'Seed'],
        ],
      )
      await assert.rejects(
        eraseUser(callAs(register, someone('admin'), input)),
        refused('not_found'),
      )
      assert.ok(existsSync(register.file))
    } finally {
      await register.close()
    }
  })
})
