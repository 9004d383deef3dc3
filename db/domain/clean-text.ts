/**
 * Characters that turn the direction of a text around (UAX #9 embeddings, overrides and isolates), and those that XML
 * 1.0 cannot hold: controls other than tab and line ends, halves of surrogate pairs, U+FFFE and U+FFFF. The plain marks
 * U+200E, U+200F and U+061C stay: Arabic needs them.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]/gu

/** A text without the characters that no exported file may hold. */
export function cleanText(text: string): string {
  return text.replace(UNSAFE, '')
}
