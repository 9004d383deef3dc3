import type Database from 'better-sqlite3'
import { canonicalJson, type Head, revisionHash, saltedHash, sha256 } from '../../db/store/chain'
import { BATCH, SITE } from './resample'

/** Monuments that are drawn one by one and derived like any save; a larger register holds copies of these. */
export const BLOCK = 10_000

/** Stands in the changes of the block where a copy has its own name. */
const MARK = '\u0001'
const REVISIONS = BLOCK / BATCH
/** Positions lie ten apart, see resample.ts. */
const POSITIONS = BLOCK * 10

/** The columns that name records, by table; every other column is copied as it is. */
const NAMING: Record<string, string[]> = {
  monument: ['id', 'part_of', 'principal_id'],
  name: ['id', 'subject_id'],
  coordinate: ['id', 'subject_id'],
  identifier: ['id', 'subject_id'],
  source: ['id'],
  question: ['id'],
  claim: ['id', 'subject_id', 'source_id', 'event_id', 'question_id'],
  assessment: ['id', 'subject_id', 'question_id'],
  threat: ['id', 'subject_id'],
  adoption: ['id', 'target_id', 'claim_id'],
  event: ['id', 'subject_id'],
  span: ['monument_id', 'assessment_id', 'principal_assessment_id'],
  touched: ['monument_id'],
  search_entry: ['unit', 'record_id', 'root_id'],
}
const NAMING_KEYS = [
  ...['id', 'subjectId', 'partOf', 'principalId', 'sourceId', 'eventId', 'questionId'],
  ...['targetId', 'claimId'],
]

/** One change of the block: its content, and all that its hash covers as canonical JSON, with marks. */
type Logged = {
  rev: number
  kind: string
  id: string
  after: string
  labels: string | null
  hashed: string
}
type Block = { changes: Logged[]; upTo: Map<string, number>; header: string; at: string }

/** What copies are made from: the whole block, which must be all that the register holds. */
export function readBlock(connection: Database.Database): Block {
  const upTo = new Map(
    Object.keys(NAMING).map((table) => [
      table,
      Number(connection.prepare(`select max(rowid) from ${table}`).pluck().get()),
    ]),
  )
  const [first] = connection.prepare('select header, at from revision where rev = 1').all() as {
    header: string
    at: string
  }[]
  const changes = connection
    .prepare(
      `select rev, kind, id, after, labels from change
      where id <> '${SITE}' and id not like '${SITE}.%' order by rev, seq`,
    )
    .all() as Omit<Logged, 'hashed'>[]
  return {
    changes: changes.map((c) => {
      const after = marked(c.after)
      const labels = c.labels === null ? undefined : JSON.parse(c.labels)
      const entry = { kind: c.kind, id: `${MARK}.${c.id}`, base: 0, before: null, after, labels }
      return { ...c, after: JSON.stringify(after), hashed: canonicalJson(entry) }
    }),
    upTo,
    header: first?.header ?? '{}',
    at: first?.at ?? '',
  }
}

/** Adds copy number `n` of a block: the same rows under other ids, as revisions of its own that continue the chain. */
export function copyBlock(
  connection: Database.Database,
  block: Block,
  n: number,
  head: Head,
): Head {
  const own = `c${n}`
  connection.exec('begin')
  for (const [table, naming] of Object.entries(NAMING)) {
    const columns = connection.prepare(`select name from pragma_table_info(?)`).pluck().all(table)
    const values = (columns as string[]).map((column) => {
      if (naming.includes(column)) return `'${own}.' || "${column}"`
      if (column === 'recorded_rev' || column === 'rev') return `"${column}" + ${n * REVISIONS}`
      if (column === 'doc') return 'null'
      if (table === 'monument' && column === 'slug') return `slug || '-${own}'`
      if (column === 'position' && table === 'monument') return `position + ${n * POSITIONS}`
      return `"${column}"`
    })
    const about = table === 'name' ? 'subject_id' : table === 'search_entry' ? 'unit' : `'${own}'`
    connection
      .prepare(
        `insert into ${table} (${columns.map((c) => `"${c}"`).join(', ')})
        select ${values.join(', ')} from ${table} where rowid <= ? and ${about} <> '${SITE}'`,
      )
      .run(block.upTo.get(table))
  }
  const next = copyLog(connection, block, n, head)
  connection.exec('commit')
  return next
}

function copyLog(connection: Database.Database, block: Block, n: number, head: Head): Head {
  const own = `c${n}`
  const log = connection.prepare(
    `insert into change (rev, seq, kind, id, base, hash, before, after, labels, salt)
    values (?, ?, ?, ?, 0, ?, null, ?, ?, ?)`,
  )
  const link = connection.prepare(
    'insert into revision (rev, at, prev, hash, header_hash, header, salt) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const byRevision = new Map<number, string[]>()
  for (const { rev, kind, id, after, labels, hashed } of block.changes) {
    const hashes = byRevision.get(rev) ?? []
    byRevision.set(rev, hashes)
    // Numbered anew: the first revision of the block also holds the site.
    const seq = hashes.length
    const salt = sha256(`${own} ${rev}:${seq}`)
    // As `changeHash` does from the entry itself.
    const hash = sha256(`${salt}\n${copied(hashed, kind, n)}`)
    hashes.push(hash)
    log.run(
      rev + n * REVISIONS,
      seq,
      kind,
      `${own}.${id}`,
      hash,
      copied(after, kind, n),
      labels,
      salt,
    )
  }
  let last = head
  for (const [rev, changes] of byRevision) {
    const salt = sha256(`${own} ${rev}:header`)
    const headerHash = saltedHash(salt, JSON.parse(block.header))
    const link_ = { rev: rev + n * REVISIONS, at: block.at, prev: last.hash, headerHash, changes }
    const hash = revisionHash(link_)
    link.run(link_.rev, link_.at, link_.prev, hash, headerHash, block.header, salt)
    last = { rev: link_.rev, hash, at: block.at }
  }
  return last
}

/** The content of a record with a mark wherever it names another or itself. */
function marked(text: string): Record<string, unknown> {
  const content = JSON.parse(text) as Record<string, unknown>
  for (const key of NAMING_KEYS)
    if (typeof content[key] === 'string') content[key] = `${MARK}.${content[key]}`
  if (typeof content.slug === 'string') content.slug += `-${MARK}`
  return content
}

function copied(after: string, kind: string, n: number): string {
  // JSON writes the mark as an escape.
  const text = after.replaceAll('\\u0001', `c${n}`)
  if (kind !== 'monument') return text
  return text.replace(/"position":(\d+)/, (_, at) => `"position":${Number(at) + n * POSITIONS}`)
}
