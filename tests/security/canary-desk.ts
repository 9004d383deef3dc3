import { join } from 'node:path'
import { and, eq, isNull } from 'drizzle-orm'
import { draft, proposal, tip } from '../../db/desk-schema'
import { requireBounds } from '../../db/domain/dates'
import { importRow, importRun } from '../../db/import-schema'
import { NO_COUNTS } from '../../db/queries/imports'
import { monument } from '../../db/schema'
import { DATABASE_FILE } from '../../db/store/open'
import type { NewRow, RecordChange, RecordKind } from '../../db/store/records'
import { save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import type { Who } from './routes'

/*
 * What editors, reviewers and administrators may each read and the next below may not: single hidden records about public
 * monuments, people at risk, and what lies on the desk. Every text stands nowhere else.
 */

export type Insider = Who | 'reviewer'

/** Where a person's name may be seen, and by whom: on its own page, by reviewers and more. */
export const NAME_PAGE = '/[lang]/[site]/persons/[person]/name'
export const NAME = 'Quillfeather'

/** Each canary, and who may read it somewhere; the name's page is the one exception, told by `mayRead`. */
const CANARIES = {
  name: 'Hapaxlegomenon',
  coordinate: '33.777123',
  identifier: 'Kaleidophon',
  claim: 'Ultracrepidarian',
  assessment: 'Zenzizenzic',
  threat: 'Sesquipedality',
  event: 'Borborygmus',
  note: 'Floccinaucity',
  reason: 'Tergiversation',
  part: 'Absquatulate',
  organisation: 'Bumfuzzlement',
  caption: 'Collywobbles',
  tip: 'Taradiddler',
  file: 'Snollygoster',
  cell: 'Discombobulate',
} as const
const INSIDE = Object.values(CANARIES)
/** What a picture's file said of itself, and what somebody else proposes: for reviewers and more. */
const REVIEWED = { metadata: 'Gongoozler', proposal: 'Lollygagging' } as const
/** What somebody else has typed and not sent: for nobody but them. */
const UNSENT = 'Widdershinning'

/** The canaries that may not stand in what this reader is answered at a route. */
export function forbiddenTo(who: Insider, route: string): string[] {
  const mayRead = route === NAME_PAGE && (who === 'reviewer' || who === 'admin')
  const reviews = who === 'reviewer' || who === 'admin'
  const isInside = who === 'editor' || reviews
  return [
    ...(isInside ? [] : INSIDE),
    ...(reviews ? [] : Object.values(REVIEWED)),
    ...(mayRead ? [] : [NAME]),
    UNSENT,
  ]
}

export const EVERY_CANARY = [...INSIDE, ...Object.values(REVIEWED), NAME, UNSENT]

/** Somebody else's proposal. */
export const PROPOSAL = 'desk-proposal'
/** An import that nobody has applied yet. */
export const IMPORT = 'desk-import'

/** The ids that routes are asked with, by the parameter that takes them. */
export const PLANTED: Record<string, string[]> = {
  monument: ['baths-of-diocletian'],
  claim: ['desk.claim', 'desk.guarded'],
  assessment: ['desk.assessment'],
  threat: ['desk.threat'],
  person: ['desk-guard', 'desk-open'],
  image: ['desk.image'],
  record: [
    ...'name place osm claim guarded assessment threat event note image image.details called called-open'
      .split(' ')
      .map((id) => `desk.${id}`),
    'desk-guard',
    'desk-open',
  ],
}

/** Writes them beside the server, and returns a revision that can be undone. `desk-open` is a person whose part is public; their organisation and name are not. */
export async function plantOnTheDesk(dataDir: string): Promise<number> {
  const store = openSqlite(join(dataDir, DATABASE_FILE))
  try {
    await save(store, () => ({
      actor: { id: 'canary', name: 'A keeper' },
      at: '2026-11-22T11:30:00.000Z',
      reason: CANARIES.reason,
      salt: 'desk',
      changes: hiddenRecords(),
    }))
    await save(store, () => ({
      actor: { id: 'canary', name: 'A keeper' },
      at: '2026-11-22T11:31:00.000Z',
      reason: CANARIES.reason,
      salt: 'names',
      changes: [called('desk.called', 'desk-guard'), called('desk.called-open', 'desk-open')],
    }))
    const when = '2026-11-22T11:32:00.000Z'
    const { rev } = await correctOneMonument(store, when)
    await store.db.insert(draft).values({
      userId: 'somebody-else',
      form: 'correct',
      about: 'A35',
      path: '/en/palmyra/correct?claim=A35',
      values: { words: [UNSENT] },
      savedAt: when,
    })
    await store.db.insert(proposal).values({
      id: PROPOSAL,
      siteId: 'palmyra',
      verb: 'withdraw',
      input: { kind: 'claim', id: 'A35', base: 1, reason: REVIEWED.proposal },
      ids: [],
      changes: [],
      recordId: 'A35',
      reason: REVIEWED.proposal,
      userId: 'somebody-else',
      state: 'proposed',
      version: 1,
      atRev: 1,
      proposedAt: when,
    })
    await store.db.insert(tip).values({
      id: 'desk-tip',
      siteId: 'palmyra',
      kind: 'error',
      words: CANARIES.tip,
      contact: `${CANARIES.tip}@example.org`,
      lang: 'en',
      receivedAt: when,
      state: 'open',
    })
    await plantImport(store, when)
    return rev
  } finally {
    await store.close()
  }
}

/** An import that waits to be applied, with a row of which a value cannot be taken. */
async function plantImport(store: Store, when: string): Promise<void> {
  await store.db.insert(importRun).values({
    id: IMPORT,
    siteId: 'palmyra',
    fileName: `${CANARIES.file}.csv`,
    size: 1,
    sha256: 'c'.repeat(64),
    format: 'csv',
    settings: { conclude: false, exact: false },
    reason: CANARIES.file,
    state: 'ready',
    counts: { ...NO_COUNTS, refused: 1 },
    done: 1,
    userId: 'somebody-else',
    userName: 'A keeper',
    startedAt: when,
    heardAt: when,
    atRev: 1,
  })
  await store.db.insert(importRow).values({
    importId: IMPORT,
    row: 2,
    verdict: 'refused',
    title: CANARIES.cell,
    problems: [{ column: 'lat', reason: 'not_a_number', value: CANARIES.cell }],
    kinds: {},
  })
}

/** A revision that did nothing but correct a monument, and so can be undone. */
async function correctOneMonument(store: Store, at: string) {
  const isBaths = and(eq(monument.id, 'baths'), isNull(monument.retiredRev))
  const [before] = await store.db.select().from(monument).where(isBaths)
  if (!before) throw new Error('no baths')
  const row = { ...before, position: before.position + 1 }
  const changes: RecordChange[] = [{ op: 'correct', kind: 'monument', before, row }]
  const actor = { id: 'canary', name: 'A keeper' }
  return save(store, () => ({ actor, at, reason: 'Moved down', salt: 'baths', changes }))
}

const DATED = { valid: '2017-02', qualifier: 'on' as const, ...requireBounds('2017-02') }
const ABOUT = { subjectId: 'baths', sensitivity: 'restricted' as const }

function hiddenRecords(): RecordChange[] {
  const said = {
    ...DATED,
    subjectId: 'baths',
    sourceId: 'seed',
    wordsLang: 'en',
    knownFrom: DATED.latest,
  }
  const place = { lat: 33.777123, lon: 38.111222, datum: 'WGS84', precisionM: 1, preferred: false }
  return [
    enter('name', {
      ...ABOUT,
      id: 'desk.name',
      form: CANARIES.name,
      lang: 'en',
      preferred: false,
      position: 9,
      sources: [],
    }),
    enter('coordinate', {
      ...ABOUT,
      ...place,
      id: 'desk.place',
      basis: CANARIES.coordinate,
      sources: [],
    }),
    enter('identifier', {
      ...ABOUT,
      id: 'desk.osm',
      scheme: 'osm_way',
      value: CANARIES.identifier,
      sources: [],
    }),
    enter('claim', {
      ...said,
      ...ABOUT,
      id: 'desk.claim',
      property: 'statement',
      words: CANARIES.claim,
    }),
    enter('claim', {
      ...said,
      id: 'desk.guarded',
      property: 'statement',
      words: 'They spoke to us',
      personId: 'desk-guard',
    }),
    enter('claim', {
      ...said,
      id: 'desk.opened',
      property: 'statement',
      words: 'They too spoke',
      personId: 'desk-open',
    }),
    enter('assessment', {
      ...ABOUT,
      ...DATED,
      id: 'desk.assessment',
      property: 'condition',
      value: 'poor',
      certainty: 'high',
      rationale: { en: CANARIES.assessment },
      assessor: 'editors',
      knownFrom: DATED.latest,
    }),
    enter('threat', {
      ...ABOUT,
      ...DATED,
      id: 'desk.threat',
      category: 'looting',
      cause: 'theft',
      probability: 'probable',
      rationale: { en: CANARIES.threat },
      knownFrom: DATED.latest,
    }),
    enter('event', {
      ...ABOUT,
      ...DATED,
      id: 'desk.event',
      kind: 'damaged',
      what: { en: CANARIES.event },
      certainty: 'reported',
      knownFrom: DATED.latest,
    }),
    enter('note', { ...ABOUT, id: 'desk.note', kind: 'remark', text: CANARIES.note, sources: [] }),
    enter('person', person('desk-guard', CANARIES.part, 'restricted')),
    enter('person', person('desk-open', 'A guard of the desk', 'public')),
    enter('image', {
      ...ABOUT,
      id: 'desk.image',
      subjectId: 'desk.opened',
      monumentId: 'baths',
      sha256: 'a'.repeat(64),
      size: 1,
      width: 1,
      height: 1,
      originalSha256: 'b'.repeat(64),
      originalMime: 'image/jpeg',
      originalSize: 1,
      caption: { en: CANARIES.caption },
      credit: CANARIES.caption,
      rights: 'cc_by',
      knownFrom: DATED.latest,
      position: 0,
    }),
    enter('image_details', {
      id: 'desk.image.details',
      imageId: 'desk.image',
      metadata: { camera: REVIEWED.metadata },
      sensitivity: 'restricted',
    }),
  ]
}

function person(id: string, part: string, sensitivity: 'public' | 'restricted') {
  const organisation = CANARIES.organisation
  return { id, siteId: 'palmyra', part: { en: part, ar: part }, organisation, sensitivity }
}

function called(id: string, personId: string): RecordChange {
  const note = `${NAME} lives here`
  return enter('person_name', {
    id,
    personId,
    name: `Ada ${NAME}`,
    note,
    sensitivity: 'restricted',
  })
}

function enter<K extends RecordKind>(kind: K, row: NewRow<K>): RecordChange {
  return { op: 'enter', kind, row } as RecordChange
}
