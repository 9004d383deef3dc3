import { z } from 'zod'

/** Shortest and longest password, in characters (OWASP ASVS 5, 6.2.1 and 6.2.9). Any characters, nothing trimmed. */
export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128

const FEWEST_DIFFERENT = 5
/** Beginnings that head every list of leaked passwords; a password that is one of them plus a little is refused. */
const COMMON = [
  'password',
  'passw0rd',
  'qwerty',
  'qwertz',
  'azerty',
  'qazwsx',
  '1q2w3e4r',
  '1qaz2wsx',
  'iloveyou',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'changeme',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'dragon',
  'monkey',
  'abc123',
  'abcdef',
  'palmyra',
  'tadmor',
  'heritage',
  'syria',
  'museum',
]
const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm']
/** A common word may make up at most this share of a password. */
const COMMON_SHARE = 0.6

/** The fields of a new password: `password`, and `repeat` which must equal it. */
export const newPassword = z
  .object({ password: z.string().min(PASSWORD_MIN).max(PASSWORD_MAX), repeat: z.string() })
  .superRefine(({ password, repeat }, context) => {
    const problem = password === repeat ? null : 'password_differs'
    if (problem) context.addIssue({ code: 'custom', path: ['repeat'], params: { key: problem } })
    if (isEasilyGuessed(password))
      context.addIssue({ code: 'custom', path: ['password'], params: { key: 'password_common' } })
  })

/** Whether a long enough password is still among the first guesses: a run, few characters, or mostly a common word. */
export function isEasilyGuessed(password: string): boolean {
  const plain = password.toLowerCase().replace(/\s/g, '')
  if (new Set(plain).size < FEWEST_DIFFERENT) return true
  if (isRun(plain)) return true
  const longest = COMMON.filter((word) => plain.includes(word)).sort(
    (a, b) => b.length - a.length,
  )[0]
  if (longest === undefined) return false
  const rest = plain.replaceAll(longest, '')
  return rest.length <= plain.length * (1 - COMMON_SHARE) || /^[\d!@#$%^&*._-]*$/.test(rest)
}

/** Whether a password is built from its owner's name or address. */
export function isPersonal(password: string, person: { email: string; name: string }): boolean {
  const plain = password.toLowerCase()
  const words = [...person.email.split(/[@.+_-]/), ...person.name.split(/\s+/)]
  return words
    .map((word) => word.toLowerCase())
    .some(
      (word) =>
        word.length >= 4 &&
        plain.replaceAll(word, '').length < PASSWORD_MIN / 2 &&
        plain.includes(word),
    )
}

function isRun(plain: string): boolean {
  return RUNS.some((run) => {
    const backwards = [...run].reverse().join('')
    return [run, backwards].some((line) => `${line}${line}`.includes(plain))
  })
}
