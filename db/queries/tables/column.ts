import type { Day } from '../../domain/dates'

/** What a cell can hold; null is an empty cell. Days and links stay what they are where the format knows them. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | undefined
  | { day: Day }
  | { href: string | null }

/** A named column, how a record fills it, and about how many characters wide it is. */
export type Column<T> = [name: string, cell: (record: T) => Cell, width?: number]

/** A day as a cell, or an empty one. */
export function dayCell(day: Day | null): Cell {
  return day === null ? null : { day }
}
