/** The first thing found wrong in one part of a register; the message names the row. */
export class Broken extends Error {
  override readonly name = 'Broken'
}
