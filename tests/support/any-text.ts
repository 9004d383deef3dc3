import fc from 'fast-check'

const WORDS = ['bel', 'Temple', 'of', 'IS', 'تدمر', 'القلعة', 'بعل', '𐡶𐡣𐡬𐡥𐡴', 'Πάλμυρα', '2015']
const SIGNS = [
  '"',
  '«',
  '»',
  '*',
  '(',
  ')',
  ':',
  '^',
  '-',
  '+',
  'AND',
  'OR',
  'NOT',
  'NEAR',
  '{names}',
  "'",
  ';',
  '%',
  '\\',
]
const ODD = ['\u0000', '\ud800', '\udfff', '\u202e', '\u200d', '\u0301', 'ﷺ', '½', '🏛️', '\n']

/** Anything that somebody may type: words in many scripts, operators, halves of characters, up to 200 of them. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...WORDS, ...SIGNS, ...ODD),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { maxLength: 24 },
  )
  .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')))
  .map((text) => text.slice(0, 200))
