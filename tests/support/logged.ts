/** What no log may hold, whoever it is about: told by its shape, so that it is found wherever a test makes one. */
const SECRETS: [what: string, shape: RegExp][] = [
  ['an e-mail address', /[\w.+-]+(@|%40)[\w-]+(\.[\w-]+)*\.[a-z]{2,}/i],
  ['a key', /tadmor_[\w-]{8,}/],
  ['a one-time link', /\/join\/[\w-]{43}/],
  ['a session', /tadmor(\.factor)?=[\w%.-]{8,}/i],
  ['a header that lets in', /\b(authorization|cookie)"? ?[:=]/i],
  ['a password by its name', /"(password|presentPassword|repeat|code)" ?:/i],
  ['a secret of an authenticator', /otpauth:|\b[A-Z2-7]{52}\b/],
  ['an address on the network', /\b(?!127\.0\.0\.1\b)\d{1,3}(\.\d{1,3}){3}\b/],
]

/** What a server's log says that it must not, one line each; empty when all is well. */
export function secretsIn(log: string): string[] {
  return SECRETS.flatMap(([what, shape]) => {
    const found = shape.exec(log)
    return found ? [`${what}: ${log.slice(Math.max(0, found.index - 80), found.index + 80)}`] : []
  })
}
