import { createReadStream, existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { eq } from 'drizzle-orm'
import * as t from '../../schema'
import { readHead } from '../save'
import type { Db } from '../store'
import { Broken } from './broken'

/** How a line of the log begins that is no head. */
export const NOTE = '#'

/** A head that somebody kept: as an export prints it, with its revision or without. */
export type ExpectedHead = { rev: number | null; hash: string }

/** Reads `REV:HASH` or `HASH`; null when it is neither. */
export function parseHead(text: string): ExpectedHead | null {
  const match = /^(?:([1-9]\d{0,9}):)?([0-9a-f]{64})$/i.exec(text.trim())
  if (!match) return null
  return { rev: match[1] ? Number(match[1]) : null, hash: String(match[2]).toLowerCase() }
}

/**
 * Every head that was ever noted, beside the file or in an export, must still be in the chain: a shortened or rewritten
 * register lacks some. Returns how many of the newest revisions are not noted in the file, which a crash between a
 * save and its note leaves behind, and so does cutting the file. Throws `Broken` at the first head that is gone.
 */
export async function checkHeads(
  db: Db,
  file: string | null,
  expected: ExpectedHead[],
): Promise<number> {
  for (const head of expected) await requireHead(db, head)
  const newest = await readHead(db)
  if (file === null || newest.rev === 0) return 0
  if (!existsSync(file)) throw new Broken(`${file} is missing`)
  let last = 0
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line === '' || line.startsWith(NOTE)) continue
    const [rev, hash = ''] = line.split(' ')
    const head = parseHead(`${rev}:${hash}`)
    // A crash or a full disk cut the newest line off: that revision counts as not noted.
    if (!head && (await isCutOff(file, line))) continue
    if (!head) throw new Broken(`${file} holds a line that is no head: ${line.slice(0, 80)}`)
    await requireHead(db, head)
    last = Math.max(last, head.rev ?? 0)
  }
  return newest.rev - last
}

/** Whether a line is the last of the file and has no end. */
async function isCutOff(file: string, line: string): Promise<boolean> {
  const { size } = await stat(file)
  const start = Math.max(0, size - Buffer.byteLength(line))
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(file, { start })) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8') === line
}

/** What is noted in a log of heads beside the heads themselves, one line each: that older copies were put back. */
export async function notesIn(file: string): Promise<string[]> {
  if (!existsSync(file)) return []
  const notes: string[] = []
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') }))
    if (line.startsWith(NOTE)) notes.push(line.slice(NOTE.length).trim())
  return notes
}

async function requireHead(db: Db, { rev, hash }: ExpectedHead): Promise<void> {
  const { revision } = t
  const [found] = await db
    .select({ rev: revision.rev })
    .from(revision)
    .where(eq(revision.hash, hash))
  if (!found || (rev !== null && found.rev !== rev))
    throw new Broken(`revision ${rev ?? '?'} with head ${hash} is gone`)
}
