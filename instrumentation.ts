import type { Instrumentation } from 'next'

/** Runs once, before the first request is answered. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [
    { guardConsole },
    { watchRequests },
    { guardEveryAnswer },
    { endWell },
    { warmLargeSites },
  ] = await Promise.all([
    import('./db/store/without-values'),
    import('./app/_watch'),
    import('./app/_every-answer'),
    import('./app/_shutdown'),
    import('./app/_warm'),
  ])
  guardConsole()
  watchRequests()
  guardEveryAnswer()
  endWell()
  warmLargeSites().catch(() => {})
}

/** A page, route or action broke: Next tells only its reader a digest; the log has it with the request's id. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { logBroken } = await import('./app/_log')
  logBroken(error, context.routePath)
}
