/** Next calls this once in the server, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('./app/_shutdown')).endWell()
}
