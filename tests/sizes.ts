import { pathToFileURL } from 'node:url'

/** Whether this is `npm run test:full`. */
export const FULL = process.env.TADMOR_TEST_FULL === '1'

/** Every size that a test repeats something by: `npm test` fits 6 minutes on 2 cores, `npm run test:full` an hour. */
export const SIZES = FULL
  ? {
      /** Cases per fast-check property and seed. */
      propertyRuns: 2000,
      /** Cases per seed of properties that make a database each, or compare whole registers. */
      storeRuns: 400,
      /** Random filter-and-clock pairs for which HTML list and CSV are compared over HTTP. */
      parityViews: 300,
      /** Rounds of killing a writing process at a random moment. */
      killRounds: 100,
      /** Write-ahead logs that are cut, zeroed or have bits turned. */
      tornLogs: 1500,
      /** Gaps between the statements of one save in which its process is killed; the failing statement tries all. */
      killGaps: 1000,
      /** Random histories saved and held against the array model, for each of the full run's two seeds. */
      histories: 5000,
      /** Random edits between freezing a report and making it anew. */
      editsBetween: 1000,
      /** Bits turned in chained rows, one by one, each to be found. */
      flippedBits: 2000,
      /** Random interleavings of two editors and a reviewer. */
      deskRuns: 1000,
      /** Saves that race each other for the head. */
      racingSaves: 100,
      /** Times that the leader of a cluster is killed during saves. */
      leaderKills: 5,
      /** Links of the main pages that are followed, evenly chosen among all. */
      links: 250,
      /** Monuments of the register whose long files readers leave. */
      leavingMonuments: 1500,
      /** Backups taken while a writer saves, each restored. */
      backups: 40,
      /** Files to import, spoilt at random. */
      spoiltFiles: 20_000,
      /** Files spoilt at random that are imported as far as they can be. */
      spoiltImports: 4000,
      /** Random imports that are taken back. */
      undoneImports: 400,
    }
  : {
      propertyRuns: 200,
      storeRuns: 8,
      parityViews: 15,
      killRounds: 3,
      tornLogs: 99,
      killGaps: 6,
      histories: 25,
      editsBetween: 60,
      flippedBits: 80,
      deskRuns: 60,
      racingSaves: 40,
      leaderKills: 1,
      links: 40,
      leavingMonuments: 400,
      backups: 3,
      spoiltFiles: 300,
      spoiltImports: 40,
      undoneImports: 12,
    }

/** Whether readers' pages are walked with scripts too, or without alone: they are made to need none. */
export const READERS_SCRIPTS = FULL ? [true, false] : [false]

/** In which languages the nth page of a list is looked at: normally one, each in turn. */
export function langsOf(n: number): readonly ('en' | 'ar')[] {
  return FULL ? ['en', 'ar'] : [n % 2 === 0 ? 'en' : 'ar']
}

/** In which language, with scripts or without, an editor's journey is made; normally each of both is met once. */
export const EDITORS_WAYS = [
  ['en', false],
  ['ar', true],
  ...(FULL
    ? ([
        ['en', true],
        ['ar', false],
      ] as const)
    : []),
] as const

/** The way in which the nth journey is made that is not worth making in several. */
export function waysOf(n: number): readonly (typeof EDITORS_WAYS)[number][] {
  return FULL ? EDITORS_WAYS : EDITORS_WAYS.slice(n % 2, (n % 2) + 1)
}

const FIXED_SEED = 20161211

/**
 * The seeds that every property test runs with, each in turn. Always the fixed one; the full run adds a fresh one.
 * TADMOR_TEST_SEED replaces the fresh seed, and alone repeats what an earlier run printed.
 */
export const SEEDS: readonly number[] = process.env.TADMOR_TEST_SEED
  ? [FIXED_SEED, Number(process.env.TADMOR_TEST_SEED)]
  : [FIXED_SEED]

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const sizes = Object.entries(SIZES).map(([name, size]) => `${name} ${size}`)
  console.log(`sizes (${FULL ? 'full' : 'normal'}): ${sizes.join(', ')}`)
  console.log(`seeds: ${SEEDS.join(', ')}`)
}
