import type { Say } from '../../../../components/say'
import { PROPERTIES } from '../../../../db/domain/vocabulary'
import { SHEET_ROWS } from '../../../../db/import/shape'

/** Why a row or a value cannot be taken, in words. */
export function reasonInWords({ t }: Pick<Say, 't'>, reason: string): string {
  return t(`importing.reasons.${reason}`)
}

/** The column that a problem is about: as its file calls it, or what the register calls it that it became; else the whole row. */
export function columnInWords({ t }: Pick<Say, 't'>, column: string | null): string {
  if (column === null) return t('importing.run.whole')
  if (PROPERTIES.some((property) => property === column)) return t(`vocab.properties.${column}`)
  return COLUMNS.includes(column) ? t(`importing.columns.${column}`) : column
}

/** The row of a table; in a workbook with its sheet. */
export function rowInWords({ t }: Pick<Say, 't'>, row: number): string {
  const sheet = Math.floor(row / SHEET_ROWS) + 1
  return sheet === 1
    ? t('importing.run.rowNumber', { row })
    : t('importing.run.sheetRow', { sheet, row: row % SHEET_ROWS })
}

const COLUMNS = [
  'monument',
  'identifier',
  'name',
  'description',
  'place',
  'threat',
  'assessor',
  'organisation',
  'remarks',
  'source',
]
