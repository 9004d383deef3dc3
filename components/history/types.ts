import type { HistoryKind } from '../../db/domain/changes-filter'
import type { Bilingual, Lang, Qualifier } from '../../db/domain/vocabulary'

/** What the history shows of another record: its kind, what it is called and where it is shown. */
export type Named = {
  id: string
  kind: HistoryKind
  text: Bilingual | null
  said: { text: string; lang: string | null } | null
  page: string | null
  /** Whether it is yet to be saved, so that it has no history either. */
  isToCome: boolean
}

export type Value =
  | { type: 'text'; text: string; lang: string | null }
  | { type: 'label'; label: Bilingual }
  | { type: 'date'; edtf: string; qualifier: Qualifier }
  | { type: 'day'; day: number }
  | { type: 'language'; code: string }
  | { type: 'truth'; is: boolean }
  | { type: 'records'; records: Named[] }
  | { type: 'line'; points: [lon: number, lat: number][] }

export type Field = { name: string; lang: Lang | null; value: Value }
export type FieldChange = {
  name: string
  lang: Lang | null
  before: Value | null
  after: Value | null
}

/** One save: when, by whom where that may be told, and why. */
export type Save = {
  rev: number
  at: string
  actorName: string | null
  /** Who accepted it, where it had been proposed. */
  acceptedBy: string | null
  reason: string | null
}
export type Op = 'entered' | 'corrected' | 'withdrawn' | 'restored'
export type Version = Save & { op: Op; changes: FieldChange[]; state: Field[] | null }
export type SaveEntry = Save & {
  groups: { kind: HistoryKind; op: Op; count: number; records: Named[] }[]
  isWide: boolean
}

/** Carries the reader's clocks to another page: takes a path, gives an address. */
export type HrefOf = (path: string) => string
