import type { Status } from '../../db/domain/status'
import type { Bilingual, MonumentKind } from '../../db/domain/vocabulary'

/** What the register's table shows of a monument. */
export type RegisterLine = {
  id: string
  slug: string
  kind: MonumentKind
  name: Bilingual
  status: Omit<Status, 'rule'>
  standing: Bilingual | null
  changed: { rev: number; at: string } | null
  sources: { id: string; title: string; publisher: string | null; adopted: boolean }[]
}
