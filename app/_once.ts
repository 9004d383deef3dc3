import { cache } from 'react'
import { getMonument } from '../db/queries/monument'
import { requireSite } from '../db/queries/sites'

/** `requireSite`, asked once for a page and its metadata. */
export const siteOnce = cache(requireSite)

/** `getMonument`, asked once for a page and its metadata. */
export const monumentOnce = cache(getMonument)
