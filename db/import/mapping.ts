import { z } from 'zod'
import { SCHEMES } from '../domain/vocabulary'

/*
 * How the columns of a foreign table are read: which field each one fills, and what its words mean in our vocabulary.
 */

/** What a column can fill. Identifiers name their scheme. */
export const FIELDS = [
  'ignore',
  'name_en',
  'name_ar',
  'name_other',
  ...SCHEMES.map((scheme) => `identifier_${scheme}` as const),
  'kind',
  'lat',
  'lon',
  'precision_m',
  'place_basis',
  'condition',
  'extent',
  'date',
  'words',
  'words_lang',
  'locator',
  'method',
  'assessor',
  'organisation',
  'description_en',
  'description_ar',
  'remark',
] as const
export type Field = (typeof FIELDS)[number]

/** The fields whose words stand for a code of ours, so that each word has to be told. */
export const CODED = ['kind', 'condition', 'extent', 'method'] as const satisfies readonly Field[]
export type Coded = (typeof CODED)[number]

/** The code that stands for "leave such cells out". */
export const LEFT_OUT = '-'

/** Columns by their position; `values` are codes by the file's own word, as `wordKey` writes it. */
export const mapping = z.strictObject({
  columns: z
    .array(
      z.strictObject({
        field: z.enum(FIELDS),
        values: z.record(z.string().max(400), z.string().max(60)).optional(),
      }),
    )
    .max(500),
})
export type Mapping = z.output<typeof mapping>
