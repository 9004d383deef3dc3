import { DomainError } from '../domain/errors'

type Trouble = 'disk_full' | 'not_writable' | 'busy'

/** What the disk or the engine cannot do at the moment, by the beginning of the code that SQLite, the cluster or the system gives. */
const TROUBLES: [RegExp, Trouble][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)$/, 'disk_full'],
  [/^(SQLITE_READONLY|SQLITE_IOERR|SQLITE_CANTOPEN)|^(EROFS|EACCES|EPERM|EIO)$/, 'not_writable'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)|^EUNREACHABLE$/, 'busy'],
]

/**
 * A full or unwritable disk, a file that somebody else holds or a cluster that nobody reaches, as the expected failure that tells so: DomainError
 * `disk_full`, `not_writable` or `busy`, with what was reported as its cause. Looks through whatever has wrapped it; any
 * other error comes back as it is.
 */
export function asTrouble(error: unknown): unknown {
  if (error instanceof DomainError) return error
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const given = String((at as NodeJS.ErrnoException).code)
    const found = TROUBLES.find(([pattern]) => pattern.test(given))
    if (found) return Object.assign(new DomainError(found[1]), { cause: at })
  }
  return error
}

/** Whether an error, as `asTrouble` gives it, says that nothing can be written now, so that it would be no use for anybody to try. */
export function isTrouble(error: unknown): error is DomainError & { code: Trouble } {
  return error instanceof DomainError && UNWRITABLE.has(error.code)
}

const UNWRITABLE: ReadonlySet<string> = new Set(TROUBLES.map(([, code]) => code))

/** Does what a reader need not wait for: where nothing can be written now, it is left undone. */
export async function ifWritable(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isTrouble(asTrouble(error))) throw error
  }
}
