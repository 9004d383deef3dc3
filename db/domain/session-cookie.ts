/** Name of the session cookie; the `__Host-` prefix makes browsers insist on Secure, path / and no domain. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? '__Host-tadmor' : 'tadmor'
}
