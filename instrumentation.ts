/** Next calls this once, in the process that answers, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { guardEveryAnswer } = await import('./app/_every-answer')
  guardEveryAnswer()
}
