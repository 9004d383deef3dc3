/** Bytes of made files that are kept in all, so that a link passed round is not made anew for each reader. */
const LIMIT = 32 * 1024 * 1024

type Bytes = Uint8Array<ArrayBuffer>
const shared = globalThis as { tadmorKeptFiles?: Map<string, Bytes> }

/** The file of this key, made only when it is not at hand; those unused for longest give way. Equal keys must mean equal bytes. */
export async function keptOr(key: string, make: () => Promise<Bytes>): Promise<Bytes> {
  shared.tadmorKeptFiles ??= new Map()
  const kept = shared.tadmorKeptFiles
  const file = kept.get(key) ?? (await make())
  kept.delete(key)
  kept.set(key, file)
  let total = 0
  for (const { byteLength } of kept.values()) total += byteLength
  for (const [oldest, { byteLength }] of kept) {
    if (total <= LIMIT) break
    kept.delete(oldest)
    total -= byteLength
  }
  return file
}

/** Whether the file of this key is at hand. */
export function isKept(key: string): boolean {
  return shared.tadmorKeptFiles?.has(key) ?? false
}
