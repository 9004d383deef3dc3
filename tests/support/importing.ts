import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { ImportedMonument, ImportFile, ImportPortion, ImportRow } from '../../db/import/shape'
import type { ImportSettings } from '../../db/import-schema'
import { importRun } from '../../db/import-schema'
import type { Work } from '../../db/mutations/importing/run'
import { type ImportRun, NO_COUNTS } from '../../db/queries/imports'
import { insertOf } from '../../db/store/insert'
import type { Store } from '../../db/store/store'

/** Rows of a file as its reader gives them, `atOnce` at a time. */
export function fileOf(
  rows: Iterable<ImportRow>,
  {
    atOnce = 200,
    assessors = ASSESSORS,
    source = FILE,
  }: {
    atOnce?: number
    assessors?: ImportPortion['assessors']
    source?: ImportFile['source']
  } = {},
): ImportFile {
  async function* portions() {
    let portion: ImportPortion = { rows: [], assessors, problems: [], read: 0 }
    for (const row of rows) {
      portion.rows.push(row)
      if (portion.rows.length < atOnce) continue
      yield portion
      portion = { rows: [], assessors: [], problems: [], read: row.row }
    }
    yield portion
  }
  return { source, portions: portions() }
}

export const FILE: ImportFile['source'] = {
  title: 'Heritage places (places.csv)',
  publisher: 'A survey',
  published: '2020-05-01',
  class: 'institution',
  lang: 'en',
}

export const ASSESSORS: ImportPortion['assessors'] = [
  {
    key: 'a1',
    name: 'Zenobia Oduya-Secretname',
    part: { en: 'Field surveyor', ar: 'مسّاحة ميدانية' },
    organisation: 'A survey',
  },
]

/** A monument as a survey tells it. */
export function surveyed(n: number, more: Partial<ImportedMonument> = {}): ImportRow {
  const day = 17_000 + (n % 900)
  const shared = {
    wordsLang: 'en',
    qualifier: 'on' as const,
    valid: '2018-03-04',
    reported: day + 600,
    assessors: ['a1'],
  }
  const condition = (['good', 'fair', 'poor', 'very_bad'] as const)[n % 4] as string
  return {
    row: n,
    kind: 'monument',
    monument: {
      identifiers: [{ scheme: 'inventory', value: `INV-${n}` }],
      names: [
        { form: `Qasr number ${n}`, lang: 'en', preferred: true },
        { form: `قصر رقم ${n}`, lang: 'ar', preferred: true },
      ],
      kind: 'fort',
      place: {
        lat: 30 + (n % 1000) / 500.7,
        lon: 36 + (n % 700) / 300.3,
        basis: 'Survey',
        precisionM: 10,
      },
      claims: [
        {
          ...shared,
          property: 'condition',
          value: condition,
          words: `Condition: ${condition}`,
          certainty: 'high',
        },
        { ...shared, property: 'extent', words: `Damage of ${n % 100} per cent` },
        { ...shared, property: 'cause', words: 'Looting' },
      ],
      threats: [],
      remarks: [],
      ...more,
    },
  }
}

/** An import in the state in which its process begins, with what that needs. */
export async function beginImport(
  store: Store,
  file: string,
  {
    siteId,
    settings = { conclude: true, exact: false },
    undoes = null,
  }: { siteId: string; settings?: ImportSettings; undoes?: number | null },
): Promise<{ run: ImportRun; work: Work }> {
  const id = randomUUID()
  const at = new Date().toISOString()
  const run: ImportRun = {
    ...{ id, siteId, settings, undoes },
    ...{ fileName: 'places.csv', size: 1, sha256: '0'.repeat(64), format: 'table', mapping: null },
    ...{
      reason: 'Places of a survey',
      state: 'reading',
      counts: NO_COUNTS,
      done: 0,
      problem: null,
    },
    ...{ userId: 'user-editor', userName: 'An editor', acceptedBy: null, acceptedName: null },
    ...{ worker: null, startedAt: at, heardAt: at, atRev: 0, rev: null, undoneRev: null },
  }
  await store.atomic([insertOf(importRun, run)])
  const work = {
    store,
    file: join(dirname(file), 'imports', `${id}.db`),
    now: () => new Date().toISOString(),
    newId: randomUUID,
    salt: id,
  }
  return { run, work }
}
