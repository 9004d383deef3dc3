import fc from 'fast-check'
import { parseDay } from '../../db/domain/dates'
import { MARKS, SORTS, type View } from '../../db/domain/filter'
import { HEADLINES, MONUMENT_KINDS } from '../../db/domain/vocabulary'

/** Mostly no value, sometimes one or two of a list. */
const some = <T>(list: readonly T[], often: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: often, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...list], { maxLength: 2 }) },
  )
/** Days on which the status of some monument of Palmyra changes, or what was known of it, and their neighbours. */
const turning = [
  '2013-10-01',
  '2015-08-23',
  '2015-08-30',
  '2015-10-04',
  '2016-03-27',
  '2016-12-11',
  '2017-01-10',
  '2017-01-19',
  '2017-03-02',
]
const day = fc.oneof(
  fc
    .tuple(fc.constantFrom(...turning), fc.integer({ min: -1, max: 1 }))
    .map(([text, by]) => (parseDay(text) ?? 0) + by),
  fc.integer({ min: parseDay('2010-01-01') ?? 0, max: parseDay('2026-11-22') ?? 0 }),
)

/** What somebody may ask of the register of Palmyra: few filters at once, so that most answers are not empty. */
export const randomView: fc.Arbitrary<View> = fc.record({
  asOf: fc.option(day, { nil: null, freq: 6 }),
  knownAt: fc.option(day, { nil: null, freq: 6 }),
  rev: fc.constant(null),
  headlines: some(HEADLINES, 2),
  flags: some(MARKS, 4),
  kinds: some(MONUMENT_KINDS, 4),
  text: fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'temple',
        'tomb',
        'bel',
        'arch',
        'بل',
        'قلعة',
        'قبر',
        'Amphitheater',
        'القلعة',
        'Tadmur citadel',
        'temple baal',
        "Ba'al",
        'of the',
        'xyzzy',
        '"',
        '*',
        'a-b',
        '()',
      ),
    },
  ),
  sort: fc.constantFrom(...SORTS),
  descending: fc.boolean(),
  page: fc.constant(1),
})
