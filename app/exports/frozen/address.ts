import type { FrozenRow } from '../../../db/store/report-chain'

const ENDINGS: Record<string, string> = { 'application/pdf': 'pdf' }

/** The address of a frozen file's bytes. */
export function frozenFile({ id, mime }: Pick<FrozenRow, 'id' | 'mime'>): string {
  return `/exports/reports/${id}.${ENDINGS[mime] ?? 'bin'}`
}

/** The permanent address of a frozen report, in no language: it leads to the page in the reader's. */
export function frozenAddress(origin: string, { id }: Pick<FrozenRow, 'id'>): string {
  return `${origin}/reports/${id}`
}
