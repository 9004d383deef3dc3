import type { Placed } from '../../db/domain/timeline'
import type { Lang } from '../../db/domain/vocabulary'

/**
 * Where things stand in a picture as wide as its column: shares of the axis as SVG percentages from the left. Time runs
 * as the page's language is read, in Arabic from right to left, like every list, table and slider beside it.
 */
export type Axis = {
  isRtl: boolean
  at(share: number): string
  /** The attributes of a `<rect>`. */
  span(placed: Placed): { x: string; width: string }
  /** The left and right ends, for the explorer. */
  ends(placed: Placed): { 'data-left': string; 'data-right': string }
}

/** The axis of pictures in a language. */
export function axisOf(lang: Lang): Axis {
  const isRtl = lang === 'ar'
  const fromLeft = (share: number) => (isRtl ? 1 - share : share)
  const left = ({ start, end }: Placed) => (isRtl ? 1 - end : start)
  return {
    isRtl,
    at: (share) => percent(fromLeft(share)),
    span: (placed) => ({ x: percent(left(placed)), width: percent(placed.end - placed.start) }),
    ends: (placed) => ({
      'data-left': left(placed).toFixed(4),
      'data-right': (left(placed) + placed.end - placed.start).toFixed(4),
    }),
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`
}
