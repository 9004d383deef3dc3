import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireBounds, suggestedQualifier } from '../../db/domain/dates'
import type { Reader } from '../../db/domain/policy'
import type { Role, Sensitivity } from '../../db/domain/vocabulary'
import { seed } from '../../db/seed/seed'
import { migrate } from '../../db/store/migrate'
import type { NewRow, RecordChange, RecordKind } from '../../db/store/records'
import { type Draft, save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'

export const NOW = '2026-11-22T12:00:00.000Z'

type TestRegister = { store: Store; file: string; close(): Promise<void> }

/** A register of one site, a temple with a cella and a gate, an arch, and a little evidence; `close` removes it. */
export async function smallRegister(): Promise<TestRegister> {
  return smallRegisterOn(emptyRegister())
}

/** The same on a register without data, by whatever engine. */
export async function smallRegisterOn<T extends { store: Store }>(register: T): Promise<T> {
  await save(register.store, () => FIRST_SAVE)
  return register
}

/** The register of Palmyra as a new installation has it: revision 1. */
export async function palmyraRegister(): Promise<TestRegister> {
  const register = emptyRegister()
  await seed(register.store)
  return register
}

function emptyRegister(): TestRegister {
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-unit-'))
  const file = join(folder, 'tadmor.db')
  migrate(file, new URL('../../db/migrations', import.meta.url).pathname, NOW)
  const store = openSqlite(file)
  return {
    store,
    file,
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Somebody with a role. */
export function someone(role: Role | null, userId = `user-${role}`): Reader {
  return { userId, name: `A ${role}`, role }
}

/** A fresh UUID-shaped id, the same in every run. */
export function idSequence(start = 1): () => string {
  let n = start
  return () => `00000000-0000-4000-8000-${String(n++).padStart(12, '0')}`
}

/** A change that enters a record. */
export function enter<K extends RecordKind>(kind: K, row: NewRow<K>): RecordChange {
  return { op: 'enter', kind, row } as RecordChange
}

/** The columns that a date fills. */
export function dated(valid: string) {
  return { valid, qualifier: suggestedQualifier(valid), ...requireBounds(valid) }
}

const dayOf = (text: string) => requireBounds(text).earliest

/** A temple, or a part of one. */
export const monument = (
  id: string,
  position: number,
  partOf: string | null,
  principalId: string | null,
  sensitivity?: Sensitivity,
) =>
  enter('monument', {
    id,
    siteId: 'site',
    partOf,
    principalId,
    slug: id,
    kind: partOf ? 'part' : 'temple',
    position,
    description: null,
    descriptionSources: [],
    provenance: null,
    ...(sensitivity ? { sensitivity } : {}),
  })

const named = (subjectId: string, form: string, lang: string, preferred = true, position = 0) =>
  enter('name', {
    id: `${subjectId}.${lang}.${position}`,
    subjectId,
    form,
    lang,
    preferred,
    position,
    sources: [],
  })

const source = (id: string, title: string, published: string) =>
  enter('source', {
    id,
    title,
    publisher: 'Press',
    published,
    publishedLatest: requireBounds(published).latest,
    class: 'press',
    lang: 'en',
    url: `https://example.org/${id}`,
  })

const condition = (
  id: string,
  subjectId: string,
  sourceId: string,
  value: string,
  valid: string,
  known: string,
) =>
  enter('claim', {
    id,
    ...dated(valid),
    subjectId,
    property: 'condition',
    sourceId,
    words: `${subjectId} is ${value}`,
    wordsLang: 'en',
    value,
    knownFrom: dayOf(known),
  })

const FIRST_SAVE: Draft = {
  actor: { id: 'seed', name: 'Seed' },
  at: '2026-01-01T00:00:00.000Z',
  reason: 'A small register to test with',
  salt: 'salt',
  changes: [
    enter('site', { id: 'site', slug: 'site' }),
    named('site', 'The site', 'en'),
    monument('temple', 0, null, 'cella'),
    monument('cella', 1, 'temple', null),
    monument('gate', 2, 'temple', null),
    monument('arch', 3, null, null),
    named('temple', 'Temple', 'en'),
    named('temple', 'معبد', 'ar', true, 1),
    named('temple', 'Old temple', 'en', false, 2),
    named('arch', 'Arch', 'en'),
    enter('coordinate', {
      id: 'temple.place',
      subjectId: 'temple',
      lat: 34.5,
      lon: 38.2,
      datum: 'WGS84',
      precisionM: 10,
      basis: 'survey',
      preferred: true,
      sources: ['survey'],
    }),
    source('survey', 'Survey', '2011-03-01'),
    source('paper', 'Paper', '2015-09-01'),
    condition('temple.good', 'temple', 'survey', 'good', '2011-02', '2011-03-01'),
    condition('temple.bad', 'temple', 'paper', 'very_bad', '2015-08-30', '2015-09-01'),
    enter('assessment', {
      id: 'temple.2011',
      ...dated('2011-02'),
      subjectId: 'temple',
      property: 'condition',
      value: 'good',
      certainty: 'high',
      rationale: { en: 'Seen' },
      assessor: 'editors',
      knownFrom: dayOf('2011-03-01'),
    }),
    enter('adoption', {
      id: 'temple.2011.good',
      targetId: 'temple.2011',
      claimId: 'temple.good',
      stance: 'establishing',
    }),
    enter('assessment', {
      id: 'temple.2015',
      ...dated('2015-08-30'),
      subjectId: 'temple',
      property: 'condition',
      value: 'very_bad',
      certainty: 'high',
      rationale: { en: 'Gone' },
      assessor: 'editors',
      knownFrom: dayOf('2015-09-01'),
    }),
    enter('adoption', {
      id: 'temple.2015.bad',
      targetId: 'temple.2015',
      claimId: 'temple.bad',
      stance: 'establishing',
    }),
    enter('event', {
      id: 'blast',
      ...dated('2015-08-30'),
      subjectId: 'temple',
      kind: 'destroyed',
      what: { en: 'Blown up' },
      certainty: 'confirmed',
      knownFrom: dayOf('2015-09-01'),
    }),
    enter('claim', {
      id: 'blast.said',
      ...dated('2015-08-30'),
      subjectId: 'blast',
      eventId: 'blast',
      property: 'statement',
      sourceId: 'paper',
      words: 'It was blown up',
      wordsLang: 'en',
      knownFrom: dayOf('2015-09-01'),
    }),
    enter('threat', {
      id: 'arch.threat',
      ...dated('2015-09-01/..'),
      subjectId: 'arch',
      category: 'military',
      cause: 'explosion',
      probability: 'probable',
      rationale: { en: 'Next' },
      knownFrom: dayOf('2015-09-01'),
    }),
    enter('claim', {
      id: 'arch.warned',
      ...dated('2015-09-01'),
      subjectId: 'arch',
      property: 'statement',
      sourceId: 'paper',
      words: 'The arch may be next',
      wordsLang: 'en',
      knownFrom: dayOf('2015-09-01'),
    }),
    enter('adoption', {
      id: 'arch.threat.warned',
      targetId: 'arch.threat',
      claimId: 'arch.warned',
      stance: 'establishing',
    }),
  ],
}

/** One of each kind of record that the editors' desk has brought; they say nothing of any monument's state. */
export const DESK_RECORDS: RecordChange[] = [
  enter('redirect', { id: 'merged', fromId: 'double', toId: 'paper' }),
  enter('image', {
    id: 'view',
    subjectId: 'paper',
    sha256: 'a',
    size: 1,
    width: 1,
    height: 1,
    originalSha256: 'b',
    originalMime: 'image/jpeg',
    originalSize: 1,
    caption: { en: 'The temple' },
    credit: 'Somebody',
    rights: 'cc_by',
    knownFrom: 0,
    position: 0,
  }),
  enter('image_details', { id: 'view.details', imageId: 'view', metadata: { Make: 'A camera' } }),
  enter('person', { id: 'guard', siteId: 'site', part: { en: 'A guard' } }),
  enter('person_name', { id: 'guard.name', personId: 'guard', name: 'A name' }),
  enter('instance', { id: 'instance', access: 'public' }),
]
