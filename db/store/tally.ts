/** What has happened to saves since this process began. */
type Tally = { saves: number; conflicts: number }

/** Shared by bundles that each have their own copy of this file. */
const shared = globalThis as { tadmorTally?: Tally }

/** The running counts, to be added to and read. */
export function tally(): Tally {
  shared.tadmorTally ??= { saves: 0, conflicts: 0 }
  return shared.tadmorTally
}
