/**
 * An error as a log may tell it. A failed query's own message holds the values that it was given, which are somebody's
 * words: only its SQL and what the engine said are told.
 */
export function withoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack = '', cause } = error
  const [told = ''] = message.split('\nparams: ')
  return {
    type: name,
    message: told,
    stack: stack.slice(stack.indexOf('\n    at ') + 1),
    ...(cause instanceof Error && { cause: withoutValues(cause) }),
  }
}

/** Keeps what is told on the console by others, Next among them, from telling more of an error than the log does. */
export function guardConsole(): void {
  const { error: tell } = console
  console.error = (...told: unknown[]) =>
    tell(...told.map((one) => (one instanceof Error ? withoutValues(one) : one)))
}
