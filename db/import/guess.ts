import { type Field, isCoded, type Mapping } from './mapping'
import { codeOf, wordKey } from './word-codes'

/** What headers usually mean, in both languages, the more particular first. */
const HINTS: [field: Field, pattern: RegExp][] = [
  ['identifier_wikidata', /wikidata|^qid$|ويكي ?بيانات/],
  ['identifier_pleiades', /pleiades/],
  ['identifier_geonames', /geonames/],
  ['identifier_eamena', /eamena/],
  ['identifier_unesco', /unesco|whc|اليونسكو/],
  ['identifier_osm_way', /osm/],
  ['lat', /^(lat|latitude|y|دائرة العرض|خط العرض|العرض)( |$)/],
  ['lon', /^(lon|lng|long|longitude|x|خط الطول|الطول)( |$)/],
  ['precision_m', /precision|accuracy|uncertainty|الدقة/],
  [
    'condition',
    /condition|damage (level|class|grade)|^damage$|^status$|state of conservation|حالة الحفظ|الحالة|الضرر|درجة الضرر/,
  ],
  ['date', /date|survey(ed)? on|التاريخ|تاريخ/],
  [
    'assessor',
    /assess(or|ed by)|surveyor|inspector|investigator|recorded by|المقيم|المعاين|الباحث/,
  ],
  ['method', /method|survey type|طريقة|أسلوب/],
  [
    'words',
    /source words|description|remarks on condition|notes?( on condition)?$|comment|الوصف|وصف|ملاحظات/,
  ],
  ['locator', /page|locator|figure|الصفحة|صفحة/],
  ['kind', /^(type|kind|class|category|monument type|site type)( |$)|نوع|النوع|الصنف/],
  ['name_ar', /name.*(ar|arabic)\b|arabic name|^ar name|الاسم|اسم/],
  ['name_en', /^name|name.*(en|english)\b|english name|title|^site$|monument|toponym/],
  [
    'identifier_inventory',
    /^(id|no|nr|number|code|ref|reference|inventory.*|.* (id|no|number|code))$|رقم|الرمز|المعرف/,
  ],
]

/** What the columns of a table probably mean: the first column that fits a field has it. */
export function guessOf(headers: string[], words: string[][]): Mapping {
  const taken = new Set<Field>()
  const columns = headers.map((header, i) => {
    const key = wordKey(header)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    const field =
      HINTS.find(([field, pattern]) => !taken.has(field) && pattern.test(key))?.[0] ?? 'remark'
    if (field !== 'remark' && field !== 'words') taken.add(field)
    const values = isCoded(field) ? valuesOf(field, words[i] ?? []) : undefined
    return values ? { field, values } : { field }
  })
  return { columns }
}

/** The codes of the words of a column that are known; the others are asked for. */
export function valuesOf(
  field: 'kind' | 'condition' | 'method',
  words: string[],
): Record<string, string> {
  return Object.fromEntries(
    words.flatMap((word) => {
      const code = codeOf(field, word)
      return code === null ? [] : [[wordKey(word), code]]
    }),
  )
}
