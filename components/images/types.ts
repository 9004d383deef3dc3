import type { Bilingual, Rights, Sensitivity } from '../../db/domain/vocabulary'

/** A picture as it is shown. Width and height are those of the large copy, in pixels. */
export type Image = {
  id: string
  width: number
  height: number
  caption: Bilingual
  credit: string
  rights: Rights
  taken: string | null
  redacts: string | null
  sensitivity: Sensitivity
}

/** A picture, with the earlier one that it is shown beside. */
export type Entry = Image & { before: Image | null }

/** The longer side of the small copies, in pixels. */
const THUMB = 480

/** The address of a copy of a picture. */
export function imageFile(id: string, file: 'large.webp' | 'thumb.webp' | 'original'): string {
  return `/images/${encodeURIComponent(id)}/${file}`
}

/** How large the small copy of a picture is, so that a page keeps its place free. */
export function thumbSize({ width, height }: Pick<Image, 'width' | 'height'>) {
  const scale = Math.min(1, THUMB / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}
