import { z } from 'zod'
import { SCHEMES, type Scheme } from '../domain/vocabulary'

/*
 * How the columns of a foreign table are read: which field each one fills, and what its words mean in our vocabulary.
 */

/** What a column can fill. Identifiers name their scheme. */
export const FIELDS = [
  'ignore',
  'name_en',
  'name_ar',
  ...SCHEMES.map((scheme) => `identifier_${scheme}` as const),
  'kind',
  'lat',
  'lon',
  'precision_m',
  'place_basis',
  'condition',
  'date',
  'words',
  'locator',
  'method',
  'assessor',
  'remark',
] as const
export type Field = (typeof FIELDS)[number]

/** The fields whose words stand for a code of ours, so that each word has to be told. */
export const CODED = ['kind', 'condition', 'method'] as const satisfies readonly Field[]
export type Coded = (typeof CODED)[number]

/** The code that stands for "leave such cells out". */
export const LEFT_OUT = '-'

/** The fields that several columns may fill. */
const SEVERAL: readonly Field[] = ['ignore', 'remark', 'words']

/** Columns by their position; `values` are codes by the file's own word, as `wordKey` writes it. */
export const mapping = z
  .strictObject({
    columns: z
      .array(
        z.strictObject({
          field: z.enum(FIELDS),
          values: z.record(z.string().max(400), z.string().max(60)).optional(),
        }),
      )
      .max(500),
  })
  .refine(({ columns }) => problemOf(columns.map(({ field }) => field)) === null)
export type Mapping = z.output<typeof mapping>

/** The scheme that a field names, or null. */
export function schemeOf(field: Field): Scheme | null {
  return SCHEMES.find((scheme) => field === `identifier_${scheme}`) ?? null
}

/** Whether a field's words stand for codes. */
export function isCoded(field: Field): field is Coded {
  return (CODED as readonly Field[]).includes(field)
}

/** What is wrong with a choice of fields, as a key of `importing.mapping.problems`; null when it can be used. */
export function problemOf(fields: Field[]): { key: string; field: Field } | null {
  const twice = fields.find((field, i) => !SEVERAL.includes(field) && fields.indexOf(field) !== i)
  if (twice) return { key: 'twice', field: twice }
  const has = (field: Field) => fields.includes(field)
  if (!has('name_en') && !has('name_ar')) return { key: 'no_name', field: 'name_en' }
  if (!fields.some((field) => schemeOf(field) !== null))
    return { key: 'no_identifier', field: 'identifier_inventory' }
  if (has('lat') !== has('lon')) return { key: 'half_a_place', field: has('lat') ? 'lon' : 'lat' }
  if ((has('condition') || has('words')) && !has('date')) return { key: 'no_date', field: 'date' }
  return null
}
