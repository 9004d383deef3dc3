/** Shared by Next's bundles, each of which has its own copy of this file. */
const shared = globalThis as { tadmorIsStopping?: boolean }

/** The server has been told to stop: it finishes what it began, and should be given nothing new. */
export function beginStopping(): void {
  shared.tadmorIsStopping = true
}

/** Whether it has. */
export function isStopping(): boolean {
  return shared.tadmorIsStopping === true
}
