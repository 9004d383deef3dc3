import assert from 'node:assert/strict'
import fc from 'fast-check'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import type { Sensitivity } from '../../db/domain/vocabulary'
import { lastChanges } from '../../db/queries/changed'
import { monumentSaves } from '../../db/queries/changes'
import { register } from '../../db/queries/register'
import { pinView } from '../../db/queries/view'
import { RECORD_TABLES, type RecordChange, type RecordKind } from '../../db/store/records'
import { isCurrent } from '../../db/store/rows'
import { readHead, save } from '../../db/store/save'
import type { Store } from '../../db/store/store'
import { SIZES } from '../sizes'
import { dated, enter, NOW, smallRegister, someone } from '../support/small-register'
import { property } from './each-seed'

const ROOTS = ['temple', 'arch']

/** What may be saved: something new, or another version or the withdrawal of what the little register holds already. */
const step = fc.record({
  what: fc.constantFrom('note', 'claim', 'event', 'coordinate', 'correct', 'withdraw', 'hide'),
  subject: fc.constantFrom('temple', 'cella', 'arch', 'blast', 'site'),
  which: fc.nat(100),
  sensitivity: fc.constantFrom<Sensitivity>('public', 'public', 'restricted'),
})

property(
  'a monument was last changed by the newest save that its history shows, for every reader and revision',
  fc.array(step, { minLength: 2, maxLength: 8 }),
  async (steps) => {
    const { store, close } = await smallRegister()
    try {
      for (const [n, one] of steps.entries()) {
        const changes = await changesOf(store, one, n)
        if (changes.length > 0)
          await save(store, () => ({
            actor: { id: 'x', name: 'X' },
            at: NOW,
            reason: 'A step',
            salt: `step ${n}`,
            changes,
          }))
      }
      const { rev: newest } = await readHead(store.db)
      for (const reader of [NOBODY, someone('editor')])
        for (let rev = Math.max(1, newest - 3); rev <= newest; rev++) {
          const last = await lastChanges(store.db, reader, rev)
          const told = new Map<string, number | undefined>()
          for (const root of ROOTS) {
            const [save] = await monumentSaves(store.db, reader, 'site', root, rev)
            told.set(root, save?.rev)
            assert.equal(last.get(root), save?.rev, `${root} at ${rev} for ${reader.role}`)
          }
          const pinned = await pinView(
            store.db,
            { ...EVERYTHING, sort: 'changed', descending: true, rev },
            NOW,
          )
          const { rows } = await register(store.db, reader, 'site', pinned)
          const inOrder = [...ROOTS].sort((a, b) => (told.get(b) ?? 0) - (told.get(a) ?? 0))
          assert.deepEqual(
            rows.map((r) => [r.id, r.changed?.rev]),
            inOrder.map((id) => [id, told.get(id)]),
          )
        }
    } finally {
      await close()
    }
  },
  SIZES.storeRuns,
)

async function changesOf(
  { db }: Store,
  { what, subject, which, sensitivity }: typeof step extends fc.Arbitrary<infer T> ? T : never,
  n: number,
): Promise<RecordChange[]> {
  const own = { id: `new.${n}`, subjectId: subject, sensitivity }
  const place = subject === 'blast' ? 'temple' : subject
  switch (what) {
    case 'note':
      return [enter('note', { ...own, subjectId: place, kind: 'remark', text: 'A note' } as never)]
    case 'claim':
      return [
        enter('claim', {
          ...own,
          ...dated('2015-08-30'),
          property: 'statement',
          sourceId: which % 2 ? 'paper' : 'survey',
          words: 'So it was',
          wordsLang: 'en',
          knownFrom: 16_700,
        }),
      ]
    case 'event':
      return [
        enter('event', {
          ...own,
          ...dated('2016-01-01'),
          subjectId: place,
          kind: 'damaged',
          what: { en: 'A shell' },
          certainty: 'reported',
          knownFrom: 16_900,
        }),
      ]
    case 'coordinate':
      return [
        enter('coordinate', {
          ...own,
          subjectId: place,
          lat: 34.5,
          lon: 38.2,
          datum: 'WGS84',
          precisionM: 5,
          basis: 'photograph',
          preferred: false,
        }),
      ]
    default: {
      const rows = await currentRows(db)
      const found = rows[which % rows.length]
      if (!found) return []
      const { kind, before } = found
      if (what === 'withdraw') return [{ op: 'withdraw', kind, before } as RecordChange]
      const { recordedRev: _recorded, retiredRev: _retired, ...row } = before
      return [
        {
          op: 'correct',
          kind,
          before,
          row: {
            ...row,
            provenance: `corrected ${n}`,
            sensitivity: what === 'hide' ? 'restricted' : row.sensitivity,
          },
        } as unknown as RecordChange,
      ]
    }
  }
}

/** What may be corrected and withdrawn without leaving anything behind that nothing is known of. */
const MOVABLE: RecordKind[] = ['source', 'name', 'coordinate', 'claim', 'event', 'threat', 'note']

async function currentRows(db: Store['db']) {
  const all = []
  for (const kind of MOVABLE) {
    const table = RECORD_TABLES[kind] as (typeof RECORD_TABLES)['note']
    for (const before of await db.select().from(table).where(isCurrent(kind, null)))
      all.push({ kind, before })
  }
  return all
}
