/** Name of the session cookie; the `__Host-` prefix makes browsers insist on Secure, path / and no domain. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? '__Host-tadmor' : 'tadmor'
}

/** Name of the cookie that carries somebody from the password to the second step of signing in. */
export function factorCookieName(isHttps: boolean): string {
  return `${sessionCookieName(isHttps)}-factor`
}
