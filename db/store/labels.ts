import { getTableColumns } from 'drizzle-orm'
import ar from '../domain/labels/ar.json' with { type: 'json' }
import en from '../domain/labels/en.json' with { type: 'json' }
import * as vocabulary from '../domain/vocabulary'
import { RECORD_TABLES, type RecordKind } from './records'

type Labels = Record<string, vocabulary.Bilingual>
type Lists = Record<string, Record<string, string>>

/**
 * What the coded values of a record are called today, by column. Stored with each change, so that old history keeps
 * its words when a list changes. Null when a record holds no coded value.
 */
export function labelsOf(kind: RecordKind, content: Record<string, unknown> | null): Labels | null {
  if (content === null) return null
  const entries = Object.entries(listsOf(kind, content)).flatMap(([column, list]) => {
    const code = content[column]
    const label = typeof code === 'string' ? labelOf(list, code) : null
    return label ? [[column, label] as const] : []
  })
  return entries.length > 0 ? Object.fromEntries(entries) : null
}

/** The name of one code of a list (`conditions`, `monumentKinds`, …) in both languages; null when it has none. */
export function labelOf(list: string, code: string): vocabulary.Bilingual | null {
  const [english, arabic] = [(en as unknown as Lists)[list], (ar as unknown as Lists)[list]]
  return english?.[code] && arabic?.[code] ? { en: english[code], ar: arabic[code] } : null
}

/** The column of each coded value and the key of its list; a claim or assessment of condition is coded in `value`. */
export function listsOf(
  kind: RecordKind,
  content: Record<string, unknown>,
): Record<string, string> {
  const isCondition = content.property === 'condition' && 'value' in RECORD_TABLES[kind]
  return isCondition ? { ...CODED[kind], value: 'conditions' } : CODED[kind]
}

const LIST_NAMES = new Map<unknown, string>(
  Object.entries(vocabulary).flatMap(([name, list]) =>
    Array.isArray(list) ? [[list, camelCase(name)] as const] : [],
  ),
)

const CODED = Object.fromEntries(
  Object.entries(RECORD_TABLES).map(([kind, table]) => [
    kind,
    Object.fromEntries(
      Object.entries(getTableColumns(table)).flatMap(([column, { enumValues }]) => {
        const list = LIST_NAMES.get(enumValues)
        return list ? [[column, list]] : []
      }),
    ),
  ]),
) as Record<RecordKind, Record<string, string>>

/** SOURCE_CLASSES is `sourceClasses`, as the labels are keyed. */
function camelCase(constant: string): string {
  return constant.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}
