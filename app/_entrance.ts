import type { Reader } from '../db/domain/policy'
import { accessOf, isOpenTo } from '../db/queries/instance'
import { store } from '../db/store/open'

/** What a private register shows to everybody: the ways in, and the statement on accessibility. */
const ALWAYS_OPEN = /^\/(en|ar)\/(accessibility|sign-in(\/code)?|join\/[^/]+)$/

/**
 * Whether a private register keeps this page or file from a reader. Pages, files and actions all ask this, and the API
 * asks `isOpenTo`, on which it rests; proxy.ts asks first, so that what is there and what is not are answered alike.
 */
export async function isShut(pathname: string, reader: () => Promise<Reader>): Promise<boolean> {
  const { db } = store()
  if (ALWAYS_OPEN.test(pathname) || (await accessOf(db)).access === 'public') return false
  return !(await isOpenTo(db, await reader()))
}

/** Where somebody signs in who is brought back to a path and query afterwards. */
export function signInAddress(lang: string, next: string): string {
  return `/${lang}/sign-in?next=${encodeURIComponent(next)}`
}
