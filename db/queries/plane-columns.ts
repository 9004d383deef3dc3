type Column = Uint8Array | Int32Array | Uint32Array | Float64Array
type ColumnType = { new (length: number): Column }
type Shape = Record<string, ColumnType>

/** Columns of numbers of one length. */
export type Columns<S extends Shape> = { [K in keyof S]: InstanceType<S[K]> }

/** Columns that grow by one row at a time, whose values are given in the shape's order. */
export function columns<S extends Shape>(shape: S) {
  const types = Object.values(shape)
  let room = 1024
  let rows = 0
  let held = types.map((type) => new type(room))
  const resized = (length: number) =>
    held.map((column, n) => {
      const larger = new (types[n] as ColumnType)(length)
      larger.set(column.subarray(0, rows))
      return larger
    })
  return {
    add(values: number[]): void {
      if (rows === room) {
        room *= 2
        held = resized(room)
      }
      for (let n = 0; n < held.length; n++) (held[n] as Column)[rows] = values[n] as number
      rows++
    },
    size: () => rows,
    done: () => {
      const exact = resized(rows)
      return Object.fromEntries(Object.keys(shape).map((key, n) => [key, exact[n]])) as Columns<S>
    },
  }
}

/** A list put together from an old one and from what was read anew, in the site's own order. */
export type Merge = {
  /** For each place, the number of what is taken over; of what is read anew the complement. */
  from: Int32Array
  taken<T>(old: T[], fresh: T[]): T[]
}

type Ordered = { ids: string[]; position: Float64Array }

/** How the old monuments that nothing touched and the fresh ones follow each other. */
export function mergeOf(old: Ordered, fresh: Ordered, touched: Set<string>): Merge {
  const from: number[] = []
  let next = 0
  const comesBefore = (position: number, id: string) =>
    (fresh.position[next] as number) < position ||
    (fresh.position[next] === position && (fresh.ids[next] as string) < id)
  for (let m = 0; m < old.ids.length; m++) {
    const id = old.ids[m] as string
    while (next < fresh.ids.length && comesBefore(old.position[m] as number, id)) from.push(~next++)
    if (!touched.has(id)) from.push(m)
  }
  while (next < fresh.ids.length) from.push(~next++)
  return {
    from: Int32Array.from(from),
    taken: (older, newer) =>
      from.map((n) => (n < 0 ? newer[~n] : older[n]) as (typeof older)[number]),
  }
}

/** One column of a merged list. */
export function merged<T extends Column>({ from }: Merge, old: T, fresh: T): T {
  const column = new (old.constructor as ColumnType)(from.length) as T
  for (let i = 0; i < from.length; i++) {
    const n = from[i] as number
    column[i] = (n < 0 ? fresh[~n] : old[n]) as number
  }
  return column
}

/** Columns in which each of a merged list has a run of rows, and where each run begins. */
export function mergedRuns<C extends Record<string, Column>>(
  { from }: Merge,
  [oldFirst, old]: [Uint32Array, C],
  [freshFirst, fresh]: [Uint32Array, C],
): [Uint32Array, C] {
  const first = new Uint32Array(from.length + 1)
  const run = (i: number): [Uint32Array, number, C] => {
    const n = from[i] as number
    return n < 0 ? [freshFirst, ~n, fresh] : [oldFirst, n, old]
  }
  for (let i = 0; i < from.length; i++) {
    const [starts, n] = run(i)
    first[i + 1] = (first[i] as number) + (starts[n + 1] as number) - (starts[n] as number)
  }
  const rows = first[from.length] as number
  const columns = Object.keys(old).map((key) => {
    const column = new ((old[key] as Column).constructor as ColumnType)(rows)
    for (let i = 0; i < from.length; i++) {
      const [starts, n, values] = run(i)
      const taken = values[key] as Column
      let at = first[i] as number
      for (let s = starts[n] as number; s < (starts[n + 1] as number); s++)
        column[at++] = taken[s] as number
    }
    return [key, column] as const
  })
  return [first, Object.fromEntries(columns) as C]
}
