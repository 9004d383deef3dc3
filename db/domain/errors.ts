/** Expected failures and the HTTP status that tells each; every code is also a message key under `errors.`. */
export const ERROR_STATUS = {
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  invalid: 400,
  duplicate: 409,
  too_large: 413,
  too_many: 429,
  /** The disk cannot be written, or fails. */
  not_writable: 503,
  /** Somebody else holds the register for longer than a save waits. */
  busy: 503,
  disk_full: 507,
} as const
export type ErrorCode = keyof typeof ERROR_STATUS

/** Not a failure: the site reviews changes, so this one waits as a proposal for somebody else to accept it. */
export class Proposed extends Error {
  constructor(readonly id: string) {
    super(`proposed as ${id}`)
    this.name = 'Proposed'
  }
}

/** An expected failure of a query or mutation. `field` names the form field it belongs to, where there is one. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly field: string | null = null,
    readonly detail: string | null = null,
  ) {
    super(detail ? `${code}: ${detail}` : code)
    this.name = 'DomainError'
  }

  static override [Symbol.hasInstance](value: unknown): value is DomainError {
    return isNamed(value, 'DomainError')
  }
}

/**
 * Whether something is an error of this name. Next bundles pages apart from routes, each with classes of its own, and both
 * use one store: what that throws may be of the other's class.
 */
export function isNamed(value: unknown, name: string): boolean {
  return value instanceof Error && value.name === name
}
