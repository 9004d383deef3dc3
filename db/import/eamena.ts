import { plain } from './eamena-lists'
import { kindOf, namesOf, placeOf } from './eamena-place'
import { EamenaRecord } from './eamena-record'
import { saidOf } from './eamena-said'
import type { Feature, Features } from './json-features'
import type { ImportedAssessor, ImportFile, ImportPortion, ImportRow } from './shape'

/** The columns by which a file is known as EAMENA's. */
const ITS_COLUMNS = ['EAMENA ID', 'Overall Condition State Type']

/** Whether features come from EAMENA's platform. */
export function isEamena(headers: string[]): boolean {
  const trimmed = new Set(headers.map((header) => header.trim()))
  return ITS_COLUMNS.every((column) => trimmed.has(column))
}

/**
 * Reads heritage places as the EAMENA platform exports them. It writes a place once for each of its geometries, one
 * after the other: those are one place here.
 */
export function readEamena(features: Features, fileName: string): ImportFile {
  return {
    source: {
      title: `EAMENA heritage places (${fileName})`,
      publisher: 'EAMENA',
      class: 'institution',
      kind: 'dataset',
      lang: 'en',
    },
    portions: portionsOf(features),
  }
}

async function* portionsOf({ portions, read }: Features): AsyncGenerator<ImportPortion> {
  const known = new Map<string, string>()
  const seen = new Set<string>()
  let pending: Feature[] = []
  const made = (groups: Feature[][]): ImportPortion => {
    const portion: ImportPortion = { rows: [], assessors: [], problems: [], read: read() }
    for (const group of groups) take(group, seen, known, portion)
    return portion
  }
  for await (const portion of portions) {
    const groups: Feature[][] = []
    for (const feature of portion) {
      if (pending.length > 0 && !isSamePlace(pending[0] as Feature, feature)) {
        groups.push(pending)
        pending = []
      }
      pending.push(feature)
    }
    yield made(groups)
  }
  yield made(pending.length > 0 ? [pending] : [])
}

const idOf = ({ properties }: Feature) => plain(properties['EAMENA ID'] ?? properties['EAMENA ID '])

function isSamePlace(a: Feature, b: Feature): boolean {
  return idOf(a) !== '' && idOf(a) === idOf(b)
}

function take(
  group: Feature[],
  seen: Set<string>,
  known: Map<string, string>,
  portion: ImportPortion,
): void {
  const [first, ...others] = group as [Feature, ...Feature[]]
  const id = idOf(first)
  const refuse = (row: number, reason: string) =>
    portion.problems.push({ row, column: 'EAMENA ID', reason, value: id.slice(0, 200) })
  if (!/^[\w./-]{1,100}$/.test(id)) return void refuse(first.row, 'no_key')
  if (seen.has(id)) return void refuse(first.row, 'key_twice')
  seen.add(id)
  const told = JSON.stringify(first.properties)
  for (const other of others)
    if (JSON.stringify(other.properties) !== told) refuse(other.row, 'properties_differ')
  const record = new EamenaRecord(first.row, first.properties)
  portion.rows.push(rowOf(record, id, group))
  portion.problems.push(...record.problems)
  for (const assessor of record.assessors.values()) note(assessor, known, portion)
}

function rowOf(record: EamenaRecord, id: string, group: Feature[]): ImportRow {
  const place = placeOf(
    record,
    group.map(({ geometry }) => geometry),
  )
  const monument = {
    ...namesOf(record, id),
    kind: kindOf(record),
    ...(place ? { place } : {}),
    ...saidOf(record),
  }
  return { row: record.row, kind: 'monument', monument: { ...monument, remarks: record.remarks() } }
}

/** Each assessor once in a file; once more when only then their part is told. */
function note(
  assessor: ImportedAssessor,
  known: Map<string, string>,
  portion: ImportPortion,
): void {
  const part = assessor.part.en ?? ''
  if (known.has(assessor.key)) return
  known.set(assessor.key, part)
  portion.assessors.push(assessor)
}
