/** What one check found: in order, to be looked at, or broken; and then what to do. */
export type Line = { state: 'ok' | 'warn' | 'fail'; about: string; found: string; todo?: string }

/** In order. */
export function ok(about: string, found: string): Line {
  return { state: 'ok', about, found }
}

/** It works, but not for long or not safely. */
export function warn(about: string, found: string, todo: string): Line {
  return { state: 'warn', about, found, todo }
}

/** It does not work. */
export function fail(about: string, found: string, todo: string): Line {
  return { state: 'fail', about, found, todo }
}
