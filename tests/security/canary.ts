import { join } from 'node:path'
import { proposal, proposalStep, tip } from '../../db/desk-schema'
import { requireBounds } from '../../db/domain/dates'
import type { Sensitivity } from '../../db/domain/vocabulary'
import { DATABASE_FILE } from '../../db/store/open'
import type { NewRow, RecordChange, RecordKind } from '../../db/store/records'
import { loadRows } from '../../db/store/rows'
import { contentOf, type Draft, readHead, save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { freezeBeside } from '../support/site-process'

/*
 * Places that must not get out, written into a register beside the server that runs on it. Their slugs and ids are
 * plain words, since whoever asks for an address may be told it; everything else about them carries a canary.
 */

/** Where every canary is. Both numbers stand nowhere else. */
export const PLACE = { lat: 34.123456, lon: 38.654321 }
/** The middle of the grid cell that the generalised place may be shown in. */
export const CELL = { lat: '34.15', lon: '38.65' }

const CANARIES = {
  hidden: 'Xanthophyll',
  formerly: 'Yggdrasil',
  part: 'Zugzwang',
  source: 'Quincunx',
  vague: 'Wainscot',
  proposed: 'Vexillary',
  comment: 'Ultracrepidarian',
  tip: 'Syzygy',
  contact: 'tmesis@example.org',
} as const

/** What only editors may read: names, words, the position in any precision finer than the cell, and what they cited. */
export const SECRETS = [
  CANARIES.hidden,
  CANARIES.formerly,
  CANARIES.part,
  CANARIES.source,
  CANARIES.proposed,
  CANARIES.comment,
  CANARIES.tip,
  CANARIES.contact,
  '34.12',
  '38.654',
  'vague-identifier',
  'vague-location',
]

/** What editors must see of them, by page. */
export const SHOWN_TO_EDITORS: Record<string, string[]> = {
  '/palmyra': [CANARIES.hidden, CANARIES.formerly, CANARIES.vague],
  '/palmyra/timeline': [CANARIES.hidden, CANARIES.formerly, CANARIES.vague],
  '/palmyra/hidden-place': [CANARIES.hidden, '34.123456', '38.654321'],
  '/palmyra/formerly-public': [CANARIES.formerly, '34.123456'],
  '/palmyra/agora': [CANARIES.part],
  '/palmyra/part-of-agora': [CANARIES.part],
  '/palmyra/vague-place': ['34.123456', '38.654321', 'vague-identifier', 'vague-location'],
  '/sources/hidden-source': [CANARIES.source],
  '/palmyra/desk': [CANARIES.tip, CANARIES.contact],
  '/palmyra/beside?m=hidden-place&m=part-of-agora': [CANARIES.hidden, CANARIES.part],
  '/history/formerly-public': [CANARIES.formerly],
  '/history/vague-place.place': ['34.123456', '38.654321'],
  '/claims/hidden-place.claim': [CANARIES.hidden],
  '/assessments/hidden-place.assessment': [CANARIES.hidden],
  '/palmyra/reports': [`About ${CANARIES.formerly}`],
  '/palmyra/changes': [CANARIES.hidden, `About ${CANARIES.formerly}`],
  [`/search?q=${CANARIES.hidden}`]: ['/palmyra/hidden-place'],
  [`/search?q=${CANARIES.hidden}&place=hidden-place`]: ['hidden-place.where', 'hidden-place.claim'],
  [`/search?q=${CANARIES.source}`]: ['/sources/hidden-source', 'hidden-source.claim'],
}

/** What everybody may see of the generalised place. */
export const SHOWN_TO_ALL = [CANARIES.vague, CELL.lat, CELL.lon]

/** Words of the canaries that somebody may search for. */
export const SEARCHES = [
  CANARIES.hidden,
  CANARIES.formerly,
  CANARIES.part,
  CANARIES.source,
  CANARIES.proposed,
]

/**
 * Writes the canaries in saves of their own: all public but one, then each at its own sensitivity. Returns the public
 * revision, and the ids of reports that were frozen from it: of everything, and of what mentions the canary.
 */
export async function plantCanaries(
  dataDir: string,
): Promise<{ openRev: number; frozen: string[] }> {
  const store = openSqlite(join(dataDir, DATABASE_FILE))
  try {
    const draft = (reason: string, changes: RecordChange[]): Draft => ({
      actor: { id: 'canary', name: `${CANARIES.hidden} Keeper` },
      at: '2026-11-22T11:00:00.000Z',
      reason,
      salt: reason,
      changes,
    })
    // Public while it is written, so that an older revision and the history hold it in full.
    await save(store, () =>
      draft(`About ${CANARIES.formerly}`, monument('formerly-public', CANARIES.formerly, 'public')),
    )
    const { rev } = await readHead(store.db)
    const frozen = ['kind=shrine', `q=${CANARIES.formerly}`].map((filter) =>
      freezeBeside(dataDir, `rev=${rev}&${filter}&lang=en`, `About ${CANARIES.formerly}`),
    )
    await save(store, () =>
      draft(`About ${CANARIES.hidden}`, [
        ...monument('hidden-place', CANARIES.hidden, 'restricted'),
        ...monument('part-of-agora', CANARIES.part, 'restricted', 'agora'),
        ...hiddenSource(),
      ]),
    )
    const [formerly] = (await loadRows(store.db, { roots: ['formerly-public'] }, null)).monument
    if (!formerly) throw new Error('the canary is not there')
    const { recordedRev: _recorded, retiredRev: _retired, ...row } = formerly
    await save(store, () =>
      draft(`Hides ${CANARIES.formerly}`, [
        {
          op: 'correct',
          kind: 'monument',
          before: formerly,
          row: { ...row, sensitivity: 'restricted' },
        },
      ]),
    )
    await save(store, () =>
      draft('A place that needs care', monument('vague-place', CANARIES.vague, 'generalised')),
    )
    await plantAtDesk(store)
    return { openRev: rev, frozen }
  } finally {
    await store.close()
  }
}

/** What waits at the desk: a change to a public monument, returned with a comment, and a word from outside about it. */
export const PROPOSAL = '00000000-0000-4000-8000-00000000c0de'
async function plantAtDesk({ db }: Store): Promise<void> {
  const [agora] = (await loadRows(db, { roots: ['agora'] }, null)).monument.filter(
    (m) => m.id === 'agora',
  )
  if (!agora) throw new Error('the agora is not there')
  const before = contentOf(agora)
  const after = { ...before, description: { en: CANARIES.proposed, ar: CANARIES.proposed } }
  const base = agora.recordedRev
  await db.insert(proposal).values({
    id: PROPOSAL,
    siteId: 'palmyra',
    verb: 'withdraw',
    input: { kind: 'monument', id: 'agora', base, reason: CANARIES.proposed },
    ids: [],
    changes: [{ op: 'correct', kind: 'monument', id: 'agora', base, before, after }],
    recordId: 'agora',
    reason: `About ${CANARIES.proposed}`,
    userId: 'canary',
    state: 'returned',
    version: 2,
    atRev: base,
    proposedAt: '2026-11-22T11:00:00.000Z',
  })
  await db.insert(proposalStep).values(
    (['proposed', 'returned'] as const).map((state, n) => ({
      proposalId: PROPOSAL,
      version: n + 1,
      state,
      userId: 'canary',
      at: '2026-11-22T11:00:00.000Z',
      comment: n === 0 ? null : CANARIES.comment,
    })),
  )
  await db.insert(tip).values({
    id: '00000000-0000-4000-8000-00000000f00d',
    siteId: 'palmyra',
    aboutId: 'agora',
    kind: 'error',
    words: `${CANARIES.tip} is wrong`,
    url: `https://example.org/${CANARIES.tip}`,
    contact: CANARIES.contact,
    lang: 'en',
    receivedAt: '2026-11-22T11:00:00.000Z',
    state: 'open',
  })
}

/** Plants what waits at the desk alone, beside the server that runs on it. */
export async function plantProposal(dataDir: string): Promise<string> {
  const store = openSqlite(join(dataDir, DATABASE_FILE))
  try {
    await plantAtDesk(store)
    return PROPOSAL
  } finally {
    await store.close()
  }
}

/** A monument with one of everything that can tell of it, each with the canary in its words. */
function monument(
  id: string,
  canary: string,
  sensitivity: Sensitivity,
  partOf: string | null = null,
): RecordChange[] {
  const isVague = sensitivity === 'generalised'
  const text = isVague ? 'A careful word' : canary
  const own = { subjectId: id, provenance: text }
  const said = {
    ...own,
    ...DATED,
    property: 'condition' as const,
    sourceId: 'seed',
    wordsLang: 'en',
    knownFrom: DATED.latest,
  }
  return [
    enter('monument', {
      id,
      siteId: 'palmyra',
      partOf,
      principalId: null,
      slug: id,
      kind: partOf ? 'part' : 'shrine',
      position: 900,
      description: { en: text, ar: text },
      descriptionSources: ['seed'],
      provenance: text,
      sensitivity,
    }),
    enter('name', {
      ...own,
      id: `${id}.en`,
      form: canary,
      lang: 'en',
      preferred: true,
      position: 0,
      sources: ['seed'],
    }),
    enter('name', {
      ...own,
      id: `${id}.ar`,
      form: `${canary} بالعربية`,
      lang: 'ar',
      preferred: true,
      position: 1,
      sources: ['seed'],
    }),
    enter('coordinate', {
      ...own,
      id: `${id}.place`,
      ...PLACE,
      datum: 'WGS84',
      precisionM: 1,
      basis: isVague ? 'read off 34.123456' : canary,
      preferred: true,
      note: 'at 38.654321',
      sources: ['seed'],
    }),
    enter('coordinate', {
      ...own,
      id: `${id}.other`,
      ...PLACE,
      datum: 'WGS84',
      precisionM: 1,
      basis: 'second reading',
      preferred: false,
      sources: ['seed'],
    }),
    enter('identifier', {
      ...own,
      id: `${id}.osm`,
      scheme: 'osm_way',
      value: isVague ? 'vague-identifier' : canary,
      sources: ['seed'],
    }),
    enter('claim', {
      ...said,
      id: `${id}.claim`,
      words: `${text} is in a poor state`,
      value: 'poor',
    }),
    enter('claim', {
      ...said,
      id: `${id}.where`,
      property: 'location',
      words: isVague ? 'vague-location' : canary,
      value: null,
    }),
    enter('assessment', {
      ...own,
      ...DATED,
      id: `${id}.assessment`,
      property: 'condition',
      value: 'poor',
      certainty: 'high',
      rationale: { en: text },
      standing: { en: `${text} stands` },
      assessor: 'editors',
      knownFrom: DATED.latest,
    }),
    enter('adoption', {
      id: `${id}.adoption`,
      targetId: `${id}.assessment`,
      claimId: `${id}.claim`,
      stance: 'establishing',
      reason: { en: text },
    }),
    enter('event', {
      ...own,
      ...DATED,
      id: `${id}.event`,
      kind: 'damaged',
      what: { en: text },
      actor: text,
      certainty: 'reported',
      knownFrom: DATED.latest,
      note: text,
    }),
    enter('claim', {
      ...said,
      id: `${id}.event.claim`,
      subjectId: `${id}.event`,
      eventId: `${id}.event`,
      property: 'statement',
      words: `${text} was hit`,
      value: null,
    }),
    enter('threat', {
      ...own,
      ...DATED,
      id: `${id}.threat`,
      category: 'looting',
      cause: 'theft',
      probability: 'probable',
      rationale: { en: text },
      knownFrom: DATED.latest,
    }),
    enter('note', {
      ...own,
      id: `${id}.note`,
      kind: 'remark',
      text,
      handling: text,
      sources: ['seed'],
    }),
  ]
}

/** A source that only editors may see, with a claim about a public monument, and a note about it. */
function hiddenSource(): RecordChange[] {
  const text = CANARIES.source
  return [
    enter('source', {
      id: 'hidden-source',
      title: text,
      publisher: text,
      published: '2017',
      publishedLatest: DATED.latest,
      class: 'press',
      lang: 'en',
      url: `https://example.org/${text}`,
      note: text,
      sensitivity: 'restricted',
    }),
    enter('claim', {
      ...DATED,
      id: 'hidden-source.claim',
      subjectId: 'baths',
      property: 'statement',
      sourceId: 'hidden-source',
      words: text,
      wordsLang: 'en',
      knownFrom: DATED.latest,
    }),
    enter('note', {
      id: 'hidden-source.note',
      subjectId: 'hidden-source',
      kind: 'inconsistency',
      text,
      sources: [],
    }),
  ]
}

const DATED = { valid: '2017-02', qualifier: 'on' as const, ...requireBounds('2017-02') }

function enter<K extends RecordKind>(kind: K, row: NewRow<K>): RecordChange {
  return { op: 'enter', kind, row } as RecordChange
}
