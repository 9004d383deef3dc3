import { parseArgs } from 'node:util'
import { anyoneOf } from '../../../db/domain/policy'
import { allFrozen, findFrozen } from '../../../db/queries/frozen'
import { reportsFolder, store } from '../../../db/store/open'
import type { FrozenRow } from '../../../db/store/report-chain'
import { type Check, checkFrozen } from './check'
import { currentVersions } from './versions'

/** "Usage error" of sysexits.h. */
const EX_USAGE = 64

/** What the program leaves with: all whole and the same; something damaged; all whole, but not all could be made anew. */
const SAME = 0
const DAMAGED = 1
const NOT_COMPARED = 2

/** `npm run report -- --id ID…` or `--all`: checks frozen reports and says in a sentence what became of each. */
async function main(): Promise<void> {
  const asked = readArguments()
  if (asked === null) {
    console.error('Usage: npm run report -- --id ID [--id ID]… | --all')
    process.exitCode = EX_USAGE
    return
  }
  const { db } = store()
  const context = {
    folder: reportsFolder(),
    now: new Date().toISOString(),
    versions: currentVersions(),
  }
  const codes = [SAME]
  for (const id of asked === 'all' ? await allFrozen(db) : asked) {
    const row = await findFrozen(db, anyoneOf('editor'), id).catch(() => null)
    const check = row && (await checkFrozen(db, row, context))
    console.log(`${id}: ${check ? sentenceOf(check, row, context.versions) : 'no such report.'}`)
    codes.push(codeOf(check))
  }
  await store().close()
  process.exitCode = codes.includes(DAMAGED) ? DAMAGED : Math.max(...codes)
}

function readArguments(): string[] | 'all' | null {
  try {
    const { values } = parseArgs({
      options: { id: { type: 'string', multiple: true }, all: { type: 'boolean' } },
    })
    if (values.all) return values.id ? null : 'all'
    return values.id ?? null
  } catch {
    return null
  }
}

function codeOf(check: Check | null): number {
  if (check?.state === 'same') return SAME
  const isWhole = check?.state === 'other_program' || check?.state === 'other_redaction'
  return isWhole ? NOT_COMPARED : DAMAGED
}

function sentenceOf(check: Check, row: FrozenRow, now: Record<string, string>): string {
  const whole = `The ${row.size} bytes kept have the hash ${row.sha256}`
  switch (check.state) {
    case 'missing':
      return 'Damaged. Its file is gone.'
    case 'altered':
      return `Damaged. Its file no longer has the hash ${row.sha256}.`
    case 'same':
      return `${whole}. Made anew from the register, the file is the same, byte for byte.`
    case 'differs':
      return `Damaged. ${whole}, but made anew by the same program the file has the hash ${check.sha256}.`
    case 'other_redaction':
      return `${whole}. Not made anew: what may be shown of what it rests on is no longer the same.`
    case 'other_program':
      return `${whole}. Not made anew: ${check.parts.map((part) => `${part} was ${brief(row[part])} and is ${brief(now[part])}`).join('; ')}.`
  }
}

/** The beginning of a hash; the name of an engine as it is. */
function brief(version = ''): string {
  return /^[0-9a-f]{64}$/.test(version) ? version.slice(0, 12) : version
}

await main()
