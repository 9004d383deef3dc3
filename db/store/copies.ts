import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** The copies of a register's file that were made before migrations (see migrate.ts); erasing does not reach them. */
export function copiesOf(file: string): string[] {
  const start = `${basename(file)}.before-`
  return readdirSync(dirname(file)).filter((name) => name.startsWith(start))
}
