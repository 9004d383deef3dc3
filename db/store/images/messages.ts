import type { ImageRefusal } from '../../domain/image-bytes'
import type { KeptImage } from './files'

/** A picture to take in: the file as it came, what it was sent as, and the folder of all pictures. */
export type Job = { draft: string; declared: string; name: string; folder: string }

/** What became of it: kept, refused, or a bug. */
export type Told =
  | { kept: KeptImage }
  | { refused: ImageRefusal; values: Record<string, string> }
  | { failed: string }

/** Whether an error says that the disk, or what may be used of it, is full. */
export function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '')
}
