import { findForbidden } from '../domain/text'
import { listOf, plain, setOf } from './eamena-lists'
import type { ImportedAssessor, ImportProblem } from './shape'

/** The characters of a column that are still taken. */
const LONGEST = 50_000

/** Columns that name people. What they hold is never told in words. */
const OF_PEOPLE = /actor|assessor|investigator|surveyor|compiler/i

/**
 * The properties of one heritage place. Columns are found by their name without spaces at its ends; what nobody took is
 * told as a remark in the end, so that no value is lost.
 */
export class EamenaRecord {
  readonly problems: ImportProblem[] = []
  readonly assessors = new Map<string, ImportedAssessor>()
  private readonly values = new Map<string, unknown>()
  private readonly taken = new Set<string>()

  constructor(
    readonly row: number,
    properties: Record<string, unknown>,
  ) {
    for (const [given, value] of Object.entries(properties)) {
      const name = given.trim()
      const text = plain(value)
      const found = findForbidden(name + text)
      const reason = found?.key ?? (text.length > LONGEST ? 'too_long' : null)
      if (reason === null) this.values.set(name, value)
      else this.problems.push({ row, column: name.slice(0, 200), reason, value: '' })
    }
  }

  /** The whole text of a column. */
  text(name: string): string {
    this.taken.add(name)
    return plain(this.values.get(name))
  }

  /** Its values in their order, '' for nothing. */
  list(name: string): string[] {
    this.taken.add(name)
    return listOf(this.values.get(name))
  }

  /** Its different values. */
  set(name: string): string[] {
    this.taken.add(name)
    return setOf(this.values.get(name))
  }

  /** Tells a column as a remark although it has been looked at. */
  leave(name: string): void {
    this.taken.delete(name)
  }

  /** Says that a value cannot be taken; it is then told as a remark. */
  refuse(column: string, reason: string): void {
    this.taken.delete(column)
    this.problems.push({
      row: this.row,
      column,
      reason,
      value: OF_PEOPLE.test(column) ? '' : plain(this.values.get(column)).slice(0, 200),
    })
  }

  /** What has no place of its own, column by column, in the words of the file. */
  remarks(): string[] {
    const rest: string[] = []
    for (const [name, value] of this.values) {
      if (this.taken.has(name) || OF_PEOPLE.test(name)) continue
      const words = setOf(value)
      if (words.length > 0) rest.push(`${name}: ${words.join('; ').slice(0, 2000)}`)
    }
    return rest
  }
}
