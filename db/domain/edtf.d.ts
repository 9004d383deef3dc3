declare module 'edtf' {
  /** A node of the library's syntax tree; `values` depends on `type`. */
  export interface EdtfNode {
    type: 'Date' | 'Year' | 'Season' | 'Decade' | 'Century' | 'Interval' | 'Set' | 'List'
    values: unknown[]
    earlier?: boolean
    later?: boolean
    uncertain?: boolean
    approximate?: boolean
  }
  export function parse(text: string): EdtfNode
  export default function edtf(node: EdtfNode | string): { min: number; max: number }
}
