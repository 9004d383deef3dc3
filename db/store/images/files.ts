import { join } from 'node:path'
import type { ImageType } from '../../domain/vocabulary'
import { readKept } from '../blobs'
import type { ImageFacts } from './copies'

/**
 * The files of a picture. `large`, `thumb` and `print` are public copies, each under the SHA-256 of the large one;
 * `original` is what was sent, under its own.
 */
export const IMAGE_FILES = ['large', 'thumb', 'print', 'original'] as const
export type ImageFile = (typeof IMAGE_FILES)[number]

/** A picture whose files are all on the disk. Sizes in bytes, width and height of the large copy in pixels. */
export type KeptImage = {
  sha256: string
  size: number
  width: number
  height: number
  originalSha256: string
  originalMime: ImageType
  originalSize: number
  facts: ImageFacts | null
}

/** The folder of one kind of file inside that of all pictures. */
export function folderOf(folder: string, file: ImageFile): string {
  return join(/* turbopackIgnore: true */ folder, file === 'large' ? 'public' : `${file}s`)
}

/** The bytes of one file of a picture; null where it is gone. */
export function readImageFile(
  folder: string,
  { sha256, originalSha256 }: Pick<KeptImage, 'sha256' | 'originalSha256'>,
  file: ImageFile,
): Promise<Uint8Array<ArrayBuffer> | null> {
  return readKept(folderOf(folder, file), file === 'original' ? originalSha256 : sha256)
}
