/** What a record or a form says, field by field. Lists of texts are sets; null, undefined, '' and [] all mean nothing. */
export type Values = Readonly<Record<string, unknown>>

/** One field on which the two sides differ, or that only one of them moved from the base. */
export type FieldMerge = {
  field: string
  base: unknown
  theirs: unknown
  mine: unknown
  /** What the merged version says. */
  merged: unknown
  /** Both sides moved it, apart: somebody has to choose. Never so for a list. */
  isBoth: boolean
}

type Options = {
  /** Fields that mean something only together (a latitude and its longitude) share a unit. */
  unitOf?: (field: string) => string
}

/**
 * Three-way merge of two versions that started from one base. A unit that one side alone moved is taken from that side;
 * where both moved it apart, mine stands and every field of it that differs is marked, save that what one side emptied
 * and the other wrote anew is kept. Lists are united: what either side added stays, and what one side took away goes
 * only if the other left it as it was.
 */
export function merge(
  base: Values,
  theirs: Values,
  mine: Values,
  { unitOf = (field) => field }: Options = {},
): { values: Record<string, unknown>; fields: FieldMerge[] } {
  const names = [...new Set([base, theirs, mine].flatMap((side) => Object.keys(side)))]
  const movers = unitsMoved(names, unitOf, base, theirs, mine)
  const all = names.map((field): FieldMerge => {
    const versions = { base: base[field], theirs: theirs[field], mine: mine[field] }
    const { isTheirs, isMine } = movers.get(unitOf(field)) ?? { isTheirs: false, isMine: false }
    if (isList(versions)) return { field, ...versions, merged: united(versions), isBoth: false }
    const isBoth = isTheirs && isMine && !isSame(versions.theirs, versions.mine)
    return { field, ...versions, merged: settled(versions, isTheirs, isMine), isBoth }
  })
  return {
    values: Object.fromEntries(all.map(({ field, merged }) => [field, merged])),
    fields: all.filter((f) => !isSame(f.base, f.theirs) || !isSame(f.base, f.mine)),
  }
}

/** Whether two values say the same; lists in any order. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

type Versions = Pick<FieldMerge, 'base' | 'theirs' | 'mine'>
type Movers = { isTheirs: boolean; isMine: boolean }

/** Who moved each unit. A side that arrived where the other did has moved nothing more. */
function unitsMoved(
  names: string[],
  unitOf: (field: string) => string,
  base: Values,
  theirs: Values,
  mine: Values,
): Map<string, Movers> {
  const units = new Map<string, Movers>()
  for (const field of names) {
    const unit = units.get(unitOf(field)) ?? { isTheirs: false, isMine: false }
    units.set(unitOf(field), {
      isTheirs: unit.isTheirs || !isSame(theirs[field], base[field]),
      isMine: unit.isMine || !isSame(mine[field], base[field]),
    })
  }
  return units
}

function settled({ theirs, mine }: Versions, isTheirs: boolean, isMine: boolean): unknown {
  if (!isMine) return theirs
  return isTheirs && isEmpty(mine) ? theirs : mine
}

function isList(versions: Versions): boolean {
  return Object.values(versions).some(Array.isArray)
}

/** In the base's order, then what they added, then what I did. */
function united({ base, theirs, mine }: Versions): unknown[] {
  const [was, now, typed] = [asList(base), asList(theirs), asList(mine)]
  const has = (list: unknown[], item: unknown) => list.some((other) => isSame(other, item))
  const left = was.filter((item) => has(now, item) && has(typed, item))
  const added = [...now, ...typed].filter((item) => !has(was, item))
  return [...left, ...added.filter((item, i) => !has(added.slice(0, i), item))]
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : isEmpty(value) ? [] : [value]
}

function isEmpty(value: unknown): boolean {
  return value == null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Objects with their keys in order, lists sorted, so that equal values give equal texts. */
function canonical(value: unknown): string {
  if (isEmpty(value)) return 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value as object)
    .filter(([, own]) => !isEmpty(own))
    .map(([key, own]) => `${JSON.stringify(key)}:${canonical(own)}`)
  return `{${entries.sort().join(',')}}`
}
