import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALL_CHANGES } from '../../db/domain/changes-filter'
import { DomainError } from '../../db/domain/errors'
import { NOBODY } from '../../db/domain/policy'
import { restore } from '../../db/mutations/restore'
import { withdraw } from '../../db/mutations/withdraw'
import { recentChanges } from '../../db/queries/changes'
import { recordHistory } from '../../db/queries/history'
import type { NewRow, RecordChange, RecordKind } from '../../db/store/records'
import { loadRows } from '../../db/store/rows'
import { readHead, save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { enter, idSequence, NOW, smallRegister, someone } from '../support/small-register'

const EDITOR = someone('editor')
const NEWEST = 1_000_000

test('a history tells who, when and why, field by field, and the whole state', async () => {
  const { store, close } = await smallRegister()
  try {
    const rev = await correct(store, 'claim', 'temple.bad', { value: 'destroyed', locator: 'p. 3' })
    const { record, versions, siteSlug } = await recordHistory(store.db, EDITOR, 'temple.bad', rev)
    assert.equal(siteSlug, 'site')
    assert.deepEqual(record.said, { text: 'temple is very_bad', lang: 'en' })
    const [newest, first] = versions
    assert.deepEqual(
      [newest?.rev, newest?.op, newest?.actorName, newest?.reason],
      [rev, 'corrected', 'A person', 'claim temple.bad'],
    )
    assert.deepEqual(newest?.changes, [
      {
        name: 'value',
        lang: null,
        before: { type: 'label', label: { en: 'Very bad', ar: 'سيئ جداً' } },
        after: { type: 'label', label: { en: 'Destroyed', ar: 'مدمَّر' } },
      },
      {
        name: 'locator',
        lang: null,
        before: null,
        after: { type: 'text', text: 'p. 3', lang: null },
      },
    ])
    const subject = first?.state?.find((f) => f.name === 'subjectId')?.value
    assert.equal(subject?.type === 'records' && subject.records[0]?.page, '/site/temple')
    assert.equal(first?.op, 'entered')
    assert.equal((await recordHistory(store.db, EDITOR, 'temple.bad', 1)).versions.length, 1)
  } finally {
    await close()
  }
})

test('an old version keeps the words that its codes had then', async () => {
  const { store, close } = await smallRegister()
  try {
    // A list that changed since: what was stored with the change is all that still tells.
    await store.db.run('drop trigger change_erase_only')
    const rev = await correct(store, 'claim', 'temple.bad', { value: 'destroyed' })
    await store.db.run(
      `update change set labels = '{"value":{"en":"Razed","ar":"مهدوم"}}' where rev = 1 and id = 'temple.bad'`,
    )
    const { versions } = await recordHistory(store.db, NOBODY, 'temple.bad', rev)
    assert.deepEqual(versions[0]?.changes[0]?.before, {
      type: 'label',
      label: { en: 'Razed', ar: 'مهدوم' },
    })
  } finally {
    await close()
  }
})

test('the public is told no editor, and no reason of a save that also touched something hidden', async () => {
  const { store, close } = await smallRegister()
  try {
    const rev = await commit(store, 'Secret garden', [
      enter('note', note('open', 'temple', 'public')),
      enter('note', note('secret', 'temple', 'restricted')),
    ])
    const [told] = (await recordHistory(store.db, NOBODY, 'open', rev)).versions
    assert.deepEqual([told?.actorName, told?.reason], [null, null])
    const [known] = (await recordHistory(store.db, EDITOR, 'open', rev)).versions
    assert.deepEqual([known?.actorName, known?.reason], ['A person', 'Secret garden'])
    await assert.rejects(recordHistory(store.db, NOBODY, 'secret', rev), isError('not_found'))
    const { saves } = await recentChanges(store.db, NOBODY, 'site', ALL_CHANGES, rev)
    assert.doesNotMatch(JSON.stringify(saves), /secret/i)
    assert.deepEqual(
      saves[0]?.groups.map((g) => [g.kind, g.op, g.count]),
      [['note', 'entered', 1]],
    )
    assert.equal(saves.at(-1)?.reason, 'A small register to test with')
  } finally {
    await close()
  }
})

test('the history of a generalised place never tells where it is, nor why it moved', async () => {
  const { store, close } = await smallRegister()
  try {
    await correct(store, 'coordinate', 'temple.place', { lat: 34.512345 })
    const rev = await correct(store, 'monument', 'temple', { sensitivity: 'generalised' })
    const history = await recordHistory(store.db, NOBODY, 'temple.place', rev)
    assert.doesNotMatch(JSON.stringify(history), /34\.5[^5]|38\.2[^5]|survey/)
    assert.ok(history.versions.every((v) => v.reason === null))
    assert.match(
      JSON.stringify(await recordHistory(store.db, EDITOR, 'temple.place', rev)),
      /34\.512345/,
    )
  } finally {
    await close()
  }
})

test('a record restricted today is gone from the history of yesterday', async () => {
  const { store, close } = await smallRegister()
  try {
    await correct(store, 'monument', 'arch', { sensitivity: 'restricted' })
    for (const id of ['arch', 'arch.warned', 'arch.en.0', 'arch.threat.warned'])
      await assert.rejects(recordHistory(store.db, NOBODY, id, 1), isError('not_found'), id)
    const { saves, monuments } = await recentChanges(store.db, NOBODY, 'site', ALL_CHANGES, 1)
    assert.doesNotMatch(JSON.stringify({ saves, monuments }), /arch/i)
    assert.equal(saves[0]?.reason, null)
  } finally {
    await close()
  }
})

test('a source that says nothing yet has a history too, and the public is told why it was entered', async () => {
  const { store, close } = await smallRegister()
  try {
    const source = {
      title: 'Silent',
      publishedLatest: 16_000,
      class: 'press' as const,
      published: '2013-10',
    }
    const rev = await commit(store, 'Found it', [enter('source', { id: 'silent', ...source })])
    for (const [id, reason] of [
      ['silent', 'Found it'],
      ['paper', 'A small register to test with'],
    ] as const) {
      const { versions } = await recordHistory(store.db, NOBODY, id, rev)
      assert.equal(versions[0]?.reason, reason)
    }
  } finally {
    await close()
  }
})

test('recent changes are narrowed by monument, kind and day', async () => {
  const { store, close } = await smallRegister()
  try {
    const rev = await correct(store, 'claim', 'arch.warned', { locator: 'p. 9' })
    const ask = async (filter: Partial<typeof ALL_CHANGES>) =>
      (await recentChanges(store.db, NOBODY, 'site', { ...ALL_CHANGES, ...filter }, rev)).saves.map(
        (s) => s.rev,
      )
    assert.deepEqual(await ask({}), [2, 1])
    assert.deepEqual(await ask({ monument: 'arch' }), [2, 1])
    assert.deepEqual(await ask({ monument: 'temple' }), [1])
    assert.deepEqual(await ask({ monument: 'nowhere' }), [])
    assert.deepEqual(await ask({ kinds: ['threat'] }), [1])
    assert.deepEqual(await ask({ from: 20_500 }), [2])
    assert.deepEqual(await ask({ page: 2 }), [])
  } finally {
    await close()
  }
})

test('a former version is restored as a new revision, and what hangs on its days follows', async () => {
  const { store, close } = await smallRegister()
  try {
    const base = await correct(store, 'claim', 'temple.bad', { locator: 'p. 3' })
    await correct(store, 'source', 'paper', { publishedLatest: 16_700 })
    const saved = await put(store, { id: 'temple.bad', base, version: 1 })
    const { claim, assessment } = await loadRows(store.db, { siteId: 'site' }, null)
    const restored = claim.find((c) => c.id === 'temple.bad')
    assert.deepEqual([restored?.recordedRev, restored?.locator], [saved.rev, null])
    assert.equal(restored?.knownFrom, 16_700, 'counted anew from its source')
    assert.equal(assessment.find((a) => a.id === 'temple.2015')?.knownFrom, 16_700)
    const again = await put(store, { id: 'temple.bad', base, version: 1 })
    assert.deepEqual(again, saved, 'a form sent twice is one restoration')
    assert.deepEqual((await verify(store.db)).findings, [])
  } finally {
    await close()
  }
})

test('a withdrawn record comes back with what went with it, once', async () => {
  const { store, close } = await smallRegister()
  try {
    const gone = await withdraw({
      ...callOf(store),
      input: { kind: 'assessment', id: 'temple.2015', base: 1, reason: 'A slip' },
    })
    const base = gone.rev
    const saved = await put(store, { id: 'temple.2015', base, version: 1 })
    const rows = await loadRows(store.db, { siteId: 'site' }, null)
    assert.ok(rows.assessment.some((a) => a.id === 'temple.2015'))
    assert.ok(rows.adoption.some((a) => a.id === 'temple.2015.bad'))
    const { versions } = await recordHistory(store.db, EDITOR, 'temple.2015', NEWEST)
    assert.deepEqual(
      versions.map((v) => v.op),
      ['restored', 'withdrawn', 'entered'],
    )
    assert.deepEqual((await verify(store.db)).findings, [])
    const other = { ...callOf(store), reader: someone('editor', 'user-other') }
    await assert.rejects(
      restore({ ...other, input: { id: 'temple.2015', base, version: 1, reason: 'Mine too' } }),
      isError('conflict'),
    )
    await withdraw({
      ...callOf(store),
      input: { kind: 'assessment', id: 'temple.2015', base: saved.rev, reason: 'Again' },
    })
    assert.deepEqual((await verify(store.db)).findings, [])
  } finally {
    await close()
  }
})

test('what cannot stand again is refused in words', async () => {
  const { store, close } = await smallRegister()
  try {
    const gone = await withdraw({
      ...callOf(store),
      input: { kind: 'assessment', id: 'temple.2015', base: 1, reason: 'A slip' },
    })
    await withdraw({
      ...callOf(store),
      input: { kind: 'claim', id: 'temple.bad', base: 1, reason: 'A slip' },
    })
    const input = { id: 'temple.2015', base: gone.rev, version: 1 }
    await assert.rejects(put(store, input), isError('invalid', 'restore.footing_gone'))
    await assert.rejects(put(store, { id: 'arch', base: 1, version: 1 }), isError('invalid'))
    await assert.rejects(put(store, { id: 'arch', base: 1, version: 7 }), isError('invalid'))
    await assert.rejects(put(store, { id: 'nothing', base: 1, version: 1 }), isError('not_found'))
    const renamed = await correct(store, 'name', 'temple.en.0', { preferred: false })
    await commit(store, 'Another name', [
      enter('name', {
        id: 'temple.new',
        subjectId: 'temple',
        form: 'Great temple',
        lang: 'en',
        preferred: true,
        position: 5,
        sources: [],
      }),
    ])
    await assert.rejects(
      put(store, { id: 'temple.en.0', base: renamed, version: 1 }),
      isError('invalid', 'restore.taken'),
    )
  } finally {
    await close()
  }
})

test('restoring an old version opens nothing that was closed since, and is for editors', async () => {
  const { store, close } = await smallRegister()
  try {
    await correct(store, 'note', 'n', {}, enter('note', note('n', 'temple', 'public')))
    const base = await correct(store, 'note', 'n', { text: 'B', sensitivity: 'restricted' })
    const version = base - 1
    for (const reader of [NOBODY, someone('viewer')])
      await assert.rejects(
        restore({
          ...callOf(store),
          reader,
          input: { id: 'n', base, version, reason: 'Mine' },
        }),
        isError('forbidden'),
      )
    await put(store, { id: 'n', base, version })
    await assert.rejects(recordHistory(store.db, NOBODY, 'n', NEWEST), isError('not_found'))
    const { versions } = await recordHistory(store.db, EDITOR, 'n', NEWEST)
    assert.deepEqual(
      versions[0]?.changes.map((c) => c.name),
      ['text'],
    )
  } finally {
    await close()
  }
})

function callOf(store: Store) {
  return { store, reader: EDITOR, now: NOW, newId: idSequence(), salt: 'salt' }
}

function put(store: Store, input: { id: string; base: number; version: number }) {
  return restore({ ...callOf(store), input: { ...input, reason: 'It was right' } })
}

async function commit(store: Store, reason: string, changes: RecordChange[]): Promise<number> {
  const actor = { id: 'somebody', name: 'A person' }
  const { rev } = await save(store, () => ({ actor, at: NOW, reason, salt: reason, changes }))
  return rev
}

/** Corrects some columns of a record, entering it first where `first` says how; returns the revision. */
async function correct(
  store: Store,
  kind: RecordKind,
  id: string,
  columns: object,
  first?: RecordChange,
): Promise<number> {
  if (first) return commit(store, `enters ${id}`, [first])
  const rows = await loadRows(store.db, { siteId: 'site' }, null)
  const before = (rows[kind] as { id: string }[]).find((r) => r.id === id)
  const change = { op: 'correct', kind, before, row: { ...before, ...columns } } as RecordChange
  await commit(store, `${kind} ${id}`, [change])
  return (await readHead(store.db)).rev
}

function note(id: string, subjectId: string, sensitivity: 'public' | 'restricted'): NewRow<'note'> {
  return { id, subjectId, kind: 'remark', text: id, sources: [], sensitivity }
}

function isError(code: string, detail?: string) {
  return (error: unknown) =>
    error instanceof DomainError &&
    error.code === code &&
    (detail === undefined || error.detail === detail)
}
