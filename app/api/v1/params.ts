import { z } from 'zod'
import { HISTORY_KINDS } from '../../../db/domain/changes-filter'
import { MARKS, SORTS } from '../../../db/domain/filter'
import { HEADLINES, LANGS, MONUMENT_KINDS, PROPERTIES } from '../../../db/domain/vocabulary'
import { day } from './schemas/common'

/** Every query parameter that some operation takes, by name; what each is for is told under `api.params.`. */
export const PARAMS: Record<string, { schema: z.ZodType; many?: boolean; example?: string }> = {
  asOf: { schema: day, example: '2016-12-11' },
  knownAt: { schema: day, example: '2016-12-14' },
  rev: { schema: z.int().min(1) },
  status: { schema: z.enum(HEADLINES), many: true },
  flag: { schema: z.enum(MARKS), many: true },
  kind: { schema: z.enum(MONUMENT_KINDS), many: true },
  q: { schema: z.string().max(200) },
  sort: { schema: z.enum(SORTS) },
  dir: { schema: z.enum(['asc', 'desc']) },
  limit: { schema: z.int().min(1).max(200) },
  cursor: { schema: z.string() },
  monument: { schema: z.string() },
  source: { schema: z.string() },
  property: { schema: z.enum(PROPERTIES) },
  record: { schema: z.enum(HISTORY_KINDS), many: true },
  from: { schema: day, example: '2016-12-11' },
  to: { schema: day, example: '2017-03-02' },
  lang: { schema: z.enum(LANGS) },
}

export const CLOCKS = ['asOf', 'knownAt', 'rev'] as const
export const FILTERS = ['status', 'flag', 'kind', 'q', 'sort', 'dir'] as const
export const PAGING = ['limit', 'cursor'] as const

/** Whether a parameter is one of a view of the register. */
export function isViewParam(name: string): boolean {
  return ([...CLOCKS, ...FILTERS] as string[]).includes(name)
}
