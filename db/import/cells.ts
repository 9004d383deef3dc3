import type { z } from 'zod'
import type { ImportProblem } from './shape'

/** The cells of one row by column, read by the schemas of our forms; what is wrong is noted with row, column and reason. */
export class Cells {
  constructor(
    readonly row: number,
    private readonly cells: Record<string, string>,
    readonly problems: ImportProblem[],
    /** Put before a column's name where a file has several tables. */
    private readonly sheet = '',
    /** Columns that name people: what they hold is told in no problem, which every editor may read. */
    private readonly ofPeople: readonly string[] = [],
  ) {}

  text(column: string): string {
    return (this.cells[column] ?? '').trim()
  }

  has(column: string): boolean {
    return this.text(column) !== ''
  }

  /** A value, or undefined with a problem noted; an empty cell is undefined without one. */
  read<T>(column: string, schema: z.ZodType<T>): T | undefined {
    if (!this.has(column)) return undefined
    const read = schema.safeParse(this.cells[column])
    if (read.success) return read.data
    this.refuse(column, reasonOf(read.error.issues[0]))
    return undefined
  }

  /** The same where the cell must not be empty. */
  need<T>(column: string, schema: z.ZodType<T>): T | undefined {
    if (!this.has(column)) this.refuse(column, 'required')
    return this.read(column, schema)
  }

  refuse(column: string | null, reason: string, value = column === null ? '' : this.text(column)) {
    const name = column === null ? null : this.sheet + column
    const told = column !== null && this.ofPeople.includes(column) ? '' : value.slice(0, 200)
    this.problems.push({ row: this.row, column: name, reason, value: told })
  }
}

/** What is wrong with a value, as a key of `importing.reasons`. */
export function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'wrong_form'
  if (issue.code === 'custom') return String(issue.params?.key ?? 'wrong_form')
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'too_long' : 'out_of_range'
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'required' : 'out_of_range'
  if (issue.code === 'invalid_value') return 'unknown_value'
  if (issue.code === 'invalid_type') return 'not_a_number'
  return 'wrong_form'
}
