import type { Role, Sensitivity } from './vocabulary'
import { ROLES } from './vocabulary'

/**
 * Who is asking. Nobody signed in, or signed in without a membership, is `{ role: null }`. `role` is what they are at
 * every site of the register; `siteRoles`, by the site's id, what they are at some. See `at`.
 */
export type Reader = {
  userId: string | null
  name: string | null
  role: Role | null
  siteRoles?: Readonly<Record<string, Role>>
  /** What they are at every site, where `role` is what they are at one. */
  everywhere?: Role | null
}

/** The public. */
export const NOBODY: Reader = { userId: null, name: null, role: null }

/** The same reader where one site alone is in question: the stronger of what they are everywhere and there. */
export function at(reader: Reader, siteId: string): Reader {
  // Asked of a reader who stands at one site already, another site's role must not come along.
  const everywhere = reader.everywhere === undefined ? reader.role : reader.everywhere
  const there = reader.siteRoles?.[siteId] ?? null
  const isStronger =
    there !== null && (everywhere === null || ROLES.indexOf(there) > ROLES.indexOf(everywhere))
  const role = isStronger ? there : everywhere
  return role === reader.role ? reader : { ...reader, role, everywhere }
}

/** Whether a reader may do something at some site, whichever. */
export function canSomewhere(reader: Reader, action: Action): boolean {
  const sites = Object.keys(reader.siteRoles ?? {})
  return can(reader, action) || sites.some((site) => can(at(reader, site), action))
}

/** Which half of the derived tables a reader is answered from. */
export const AUDIENCES = ['public', 'editor'] as const
export type Audience = (typeof AUDIENCES)[number]

/** Somebody of an audience and nobody in particular: for whom a file is made. */
export function anyoneOf(audience: Audience): Reader {
  return audience === 'public' ? NOBODY : { userId: null, name: null, role: 'editor' }
}

/** Side of the fixed grid that sensitive places are generalised to, in degrees (about 10 km). */
export const GRID_DEGREES = 0.1

export type Visibility = {
  audience: Audience
  /** The sensitivities this reader may be shown at all. */
  levels: readonly Sensitivity[]
  /** True where a place must be shown as its grid cell only. */
  generalises(sensitivity: Sensitivity): boolean
}

/** What a reader may see: the one rule that every page, export, search entry and history goes through. */
export function visibleTo(reader: Reader): Visibility {
  const isInside = hasRole(reader, 'editor')
  return {
    audience: isInside ? 'editor' : 'public',
    levels: isInside ? ['public', 'generalised', 'restricted'] : ['public', 'generalised'],
    generalises: (sensitivity) => sensitivity === 'generalised' && !isInside,
  }
}

/** What each half of the derived tables may hold. */
export const SIGHTS = [
  ['public', visibleTo(anyoneOf('public'))],
  ['editor', visibleTo(anyoneOf('editor'))],
] as const

/** A point replaced by the centre of its fixed grid cell, with the precision that this leaves, in metres. */
export function generalisePlace(place: { lat: number; lon: number }): {
  lat: number
  lon: number
  precisionM: number
} {
  return { lat: cellCentre(place.lat), lon: cellCentre(place.lon), precisionM: 8000 }
}

export type Action = 'record' | 'review' | 'administer'
const NEEDED: Record<Action, Role> = { record: 'editor', review: 'reviewer', administer: 'admin' }

/** Whether a reader may do something. Mutations ask this; buttons only mirror it. */
export function can(reader: Reader, action: Action): boolean {
  return hasRole(reader, NEEDED[action])
}

/** The weaker of two roles: what a key of one may do for an owner of the other. */
export function weakerRole(a: Role, b: Role): Role {
  return ROLES.indexOf(a) <= ROLES.indexOf(b) ? a : b
}

function hasRole(reader: Reader, least: Role): boolean {
  return reader.role !== null && ROLES.indexOf(reader.role) >= ROLES.indexOf(least)
}

function cellCentre(degrees: number): number {
  return Number(((Math.floor(degrees / GRID_DEGREES) + 0.5) * GRID_DEGREES).toFixed(4))
}
