/* Text that means harm, and what of it no file may hold. */

/** Texts that a spreadsheet, a browser, an XML reader or a reader of right-to-left text might fall for. */
export const HOSTILE = [
  '=1+1',
  '\u202e=1+1',
  '\0=HYPERLINK("https://evil.example","x")',
  '@SUM(A1)',
  '\t-2+3+cmd|" /C calc"!A0',
  '＝1',
  '<script>alert(1)</script>',
  ']]></t></is></c><c><f>1+1</f></c>',
  '"><img src=x onerror=alert(1)>',
  '&amp;&#x202e;',
  '_x003D_1+1 _x000D_',
  'a,"b"\r\n=c',
  '\ud800 half',
  '{"@id":"evil"}',
  '</script><!--',
  `${'x'.repeat(60)}ER  - \r\nER  - \r\nTY  - BOOK`,
  'معبد\u200f بل\u2067',
]

/** Controls that XML cannot hold and characters that turn the direction of a text around. */
export const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/

/** Text that a spreadsheet takes for a formula. */
export const RUN_BY_SPREADSHEETS = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
