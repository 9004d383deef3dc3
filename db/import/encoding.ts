import { open } from 'node:fs/promises'
import { UnreadableFile } from './shape'

const CHUNK = 64 * 1024

/** The encodings that tables arrive in: Excel writes the UTFs and, where it speaks Arabic, Windows-1256. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1256'

/**
 * What a text file is written in: by its byte order mark, by the zeros of UTF-16, or by the first bytes beyond ASCII,
 * which are UTF-8 or, where most would be Arabic letters, Windows-1256. Everything else is refused as `bad_encoding`,
 * since a guess would spoil names in silence.
 */
export async function encodingOf(path: string): Promise<Encoding> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, 0)
    const head = buffer.subarray(0, bytesRead)
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
    if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
    if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
    const zeros = zerosOf(head)
    if (zeros !== null) return zeros
    return await byLetters(file)
  } finally {
    await file.close()
  }
}

/** UTF-16 of mostly Latin text has a zero in every other byte. */
function zerosOf(head: Buffer): Encoding | null {
  const [even, odd] = [0, 1].map((start) => {
    let zeros = 0
    for (let i = start; i < head.length; i += 2) if (head[i] === 0) zeros++
    return zeros / Math.max(1, head.length / 2)
  }) as [number, number]
  if (odd > 0.2 && even < 0.05) return 'utf-16le'
  if (even > 0.2 && odd < 0.05) return 'utf-16be'
  if (even > 0 || odd > 0) throw new UnreadableFile('not_a_file')
  return null
}

async function byLetters(file: Awaited<ReturnType<typeof open>>): Promise<Encoding> {
  const buffer = Buffer.alloc(CHUNK)
  for (let at = 0; ; at += CHUNK) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK, at)
    if (bytesRead === 0) return 'utf-8'
    const first = buffer.subarray(0, bytesRead).findIndex((byte) => byte > 0x7f)
    if (first < 0) continue
    const { bytesRead: more } = await file.read(buffer, 0, CHUNK, at + first)
    const sample = buffer.subarray(0, more)
    if (isUtf8(sample)) return 'utf-8'
    if (isArabic(sample)) return 'windows-1256'
    throw new UnreadableFile('bad_encoding')
  }
}

/** Whether bytes are UTF-8, a character cut off at their end included. */
function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function isArabic(bytes: Buffer): boolean {
  const beyond = bytes.filter((byte) => byte > 0x7f)
  const text = new TextDecoder('windows-1256').decode(beyond)
  const letters = text.match(/[\u0600-\u06ff]/g)?.length ?? 0
  return letters / text.length > 0.7
}
