/**
 * A path on this site, or `/` when it would lead anywhere else: `//host`, `/\\host`, `scheme:` and forms that browsers
 * read so after dropping tabs and newlines (OWASP ASVS 5, 3.7.2).
 */
export function ownPath(path: string, publicOrigin: string): string {
  if (!/^\/(?![/\\])/.test(path) || /[\p{Cc}\\]/u.test(path)) return '/'
  return URL.canParse(path, publicOrigin) && new URL(path, publicOrigin).origin === publicOrigin
    ? path
    : '/'
}
