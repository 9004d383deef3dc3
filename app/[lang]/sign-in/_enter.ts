import { readerOf } from '../../../db/queries/people'
import { store } from '../../../db/store/open'

/**
 * Where somebody goes who has just signed in: where they came from, or first to set up the second factor that they owe.
 * `userId` is null for whoever still has to give its code.
 */
export async function whereTo(
  userId: string | null,
  { lang, next }: { lang: string; next?: string | undefined },
): Promise<string> {
  if (userId === null)
    return `/${lang}/sign-in/code${next ? `?next=${encodeURIComponent(next)}` : ''}`
  const { lacksFactor } = await readerOf(store(), userId)
  return lacksFactor ? `/${lang}/account/factor` : (next ?? `/${lang}`)
}

/** What a browser calls itself, as far as it is kept. */
export function agentOf(headers: { get(name: string): string | null }): string {
  return (headers.get('user-agent') ?? '').slice(0, 300)
}
