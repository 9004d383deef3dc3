/** One backup, as far as it matters here: when it was made (ISO 8601, UTC), and whether all in it was good. */
export type Kept = { name: string; at: string; isGood: boolean }

const WEEKS = 5
const MONTHS = 12

/**
 * Which backups may go: all but the newest `keep`, the newest of each of the last five weeks and twelve months in which
 * there are any (weeks from Monday, UTC), and, whatever its age, the newest good one.
 */
export function outlived(backups: readonly Kept[], keep: number): string[] {
  const newestFirst = [...backups].sort((a, b) => (a.at < b.at ? 1 : -1))
  const stays = new Set([
    ...newestFirst.slice(0, keep),
    ...firstOfEach(newestFirst, weekOf).slice(0, WEEKS),
    ...firstOfEach(newestFirst, monthOf).slice(0, MONTHS),
    ...newestFirst.filter((b) => b.isGood).slice(0, 1),
  ])
  return newestFirst.filter((b) => !stays.has(b)).map((b) => b.name)
}

function firstOfEach(backups: readonly Kept[], spanOf: (at: string) => string): Kept[] {
  const bySpan = new Map<string, Kept>()
  for (const backup of backups) {
    const span = spanOf(backup.at)
    if (!bySpan.has(span)) bySpan.set(span, backup)
  }
  return [...bySpan.values()]
}

const monthOf = (at: string) => at.slice(0, 7)

/** The Monday of its week. */
function weekOf(at: string): string {
  const day = new Date(`${at.slice(0, 10)}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
