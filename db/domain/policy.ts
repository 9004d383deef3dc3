import type { Role, Sensitivity } from './vocabulary'
import { ROLES } from './vocabulary'

/**
 * Who is asking, at one place: nobody signed in, or signed in without a membership, is `{ role: null }`. `role` is what
 * they are where they ask: at every site of the register, or at the one that `at` was told.
 */
export type Reader = {
  userId: string | null
  name: string | null
  role: Role | null
  /** What they are at some sites, by the site's id. */
  siteRoles?: Readonly<Record<string, Role>>
  /** What they are at every site; `role` until `at` has moved them. */
  everywhere?: Role | null
  /** What they are by a membership for the register as a whole; left out, what they are everywhere. */
  overall?: Role | null
  /** True for those who are held below their role until they have set up a second factor. */
  lacksFactor?: boolean
}

/** The public. */
export const NOBODY: Reader = { userId: null, name: null, role: null }

/**
 * The same reader where one site alone is in question: the stronger of what they are everywhere and there. Null asks
 * about all sites at once. Whatever a reader was at before does not count.
 */
export function at(reader: Reader, siteId: string | null): Reader {
  const everywhere = everywhereOf(reader)
  const there = siteId === null ? null : (reader.siteRoles?.[siteId] ?? null)
  return { ...reader, everywhere, role: strongerRole(everywhere, there) }
}

/** Whether a reader may do something at one site at least. */
export function canSomewhere(reader: Reader, action: Action): boolean {
  return [null, ...Object.keys(reader.siteRoles ?? {})].some((site) =>
    can(at(reader, site), action),
  )
}

/** Whether a reader has any role at all: a private register is open to those. */
export function isMember(reader: Reader): boolean {
  return everywhereOf(reader) !== null || Object.keys(reader.siteRoles ?? {}).length > 0
}

/**
 * Whether somebody decides who is what there. For the register as a whole (null) that takes a membership for all of it:
 * administering each site does not add up to it.
 */
export function manages(reader: Reader, siteId: string | null): boolean {
  if (siteId !== null) return can(at(reader, siteId), 'administer')
  const overall = reader.overall === undefined ? everywhereOf(reader) : reader.overall
  return can({ ...reader, role: overall }, 'administer')
}

/** A reader who may do no more than a role: what a key of that role, or a missing second factor, makes of them. */
export function heldTo(reader: Reader, most: Role): Reader {
  const held = (role: Role | null) => (role === null ? null : weakerRole(role, most))
  const { siteRoles = {}, overall } = reader
  return {
    ...reader,
    role: held(reader.role),
    everywhere: held(everywhereOf(reader)),
    ...(overall === undefined ? {} : { overall: held(overall) }),
    siteRoles: Object.fromEntries(
      Object.entries(siteRoles).map(([site, role]) => [site, weakerRole(role, most)]),
    ),
  }
}

/**
 * The rule on second factors: where the register is served over https, reviewers and administrators without one are
 * editors until they have set it up.
 */
export function heldForFactor(
  reader: Reader,
  { hasFactor, isHttps }: { hasFactor: boolean; isHttps: boolean },
): Reader {
  const needsOne = canSomewhere(reader, 'review')
  if (hasFactor || !isHttps || !needsOne) return reader
  return { ...heldTo(reader, 'editor'), lacksFactor: true }
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

function everywhereOf({ role, everywhere }: Reader): Role | null {
  return everywhere === undefined ? role : everywhere
}

function strongerRole(a: Role | null, b: Role | null): Role | null {
  if (a === null || b === null) return a ?? b
  return ROLES.indexOf(a) > ROLES.indexOf(b) ? a : b
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
