import { test } from 'node:test'
import fc from 'fast-check'
import { SEEDS, SIZES } from '../sizes'

/**
 * A fast-check property as one test per seed. A failure prints seed and path; `TADMOR_TEST_SEED` repeats it.
 * `runs` is the number of cases per seed.
 */
export function property<T>(
  name: string,
  cases: fc.Arbitrary<T>,
  holds: (value: T) => void | Promise<void>,
  runs: number = SIZES.propertyRuns,
): void {
  for (const seed of SEEDS) {
    test(`${name} (${runs} cases, seed ${seed})`, () =>
      fc.assert(
        fc.asyncProperty(cases, async (value) => holds(value)),
        { seed, numRuns: runs },
      ))
  }
}
