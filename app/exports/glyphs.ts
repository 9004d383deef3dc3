/** What stands in for characters that no font of the report can draw: PDF/UA refuses a document with a missing glyph. */
const STAND_IN = '[?]'

/** A noncharacter, which no text holds: marks the places to fill. */
const MISSING = '\uffff'
const RUN_OF_MISSING = /\uffff+/g

/** Characters without a glyph of their own that may be left out: joiners, marks of direction, soft hyphens, selectors. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u

/** A text with only the code points that can be drawn; each stretch of others is shown to be missing. */
export function drawable(text: string, covered: ReadonlySet<number>): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const known = (character: string) => covered.has(character.codePointAt(0) ?? 0)
  return text
    .replace(/[^\x20-\x7e]/gu, (character) => {
      if (known(character)) return character
      if (/\s/.test(character)) return ' '
      return INVISIBLE.test(character) ? '' : MISSING
    })
    .replaceAll(RUN_OF_MISSING, STAND_IN)
}

/**
 * The code points that a TrueType font has a glyph for, from its `cmap` table (OpenType 1.9, formats 4 and 12).
 * Throws when the file has no such table.
 */
export function coverage(font: Buffer): Set<number> {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i)
  const entry = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap')
  if (entry === undefined) throw new Error('not a TrueType font: no cmap table')
  const cmap = font.readUInt32BE(entry + 8)
  const covered = new Set<number>()
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const subtable = cmap + font.readUInt32BE(cmap + 8 + 8 * i)
    const format = font.readUInt16BE(subtable)
    if (format === 4) addSegments(font, subtable, covered)
    if (format === 12) addGroups(font, subtable, covered)
  }
  return covered
}

/** Format 4: segments of the Basic Multilingual Plane; glyph 0 means that there is none. */
function addSegments(font: Buffer, at: number, covered: Set<number>): void {
  const size = font.readUInt16BE(at + 6)
  const [ends, starts] = [at + 14, at + 16 + size]
  const [deltas, offsets] = [starts + size, starts + 2 * size]
  for (let i = 0; i < size; i += 2) {
    const [start, end] = [font.readUInt16BE(starts + i), font.readUInt16BE(ends + i)]
    const [delta, offset] = [font.readUInt16BE(deltas + i), font.readUInt16BE(offsets + i)]
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph =
        offset === 0 ? code + delta : font.readUInt16BE(offsets + i + offset + 2 * (code - start))
      if (glyph % 0x10000 !== 0) covered.add(code)
    }
  }
}

/** Format 12: groups of any plane. */
function addGroups(font: Buffer, at: number, covered: Set<number>): void {
  for (let i = 0; i < font.readUInt32BE(at + 12); i++) {
    const group = at + 16 + 12 * i
    const [start, end, glyph] = [0, 4, 8].map((offset) => font.readUInt32BE(group + offset)) as [
      number,
      number,
      number,
    ]
    for (let code = start; code <= end; code++) if (glyph + code - start !== 0) covered.add(code)
  }
}
