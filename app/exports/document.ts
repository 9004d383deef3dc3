import type { Paper, ReportSection } from '../../db/domain/report-options'
import type { FigureMark, Placed, Tick } from '../../db/domain/timeline'
import type { Flag, Headline, Lang } from '../../db/domain/vocabulary'

/*
 * The status report in words: what the PDF template and the print view both lay out. It holds plain data only, so that
 * nothing in it can be taken for markup. Section by section it follows the report structure of the About page's method.
 */

/** One stretch of text and the language it is in. */
export type Run = { lang: string; text: string }

/** The same thing said in each language of the report; one run where it exists in one language only. */
export type Text = Run[]

export type Fact = { label: Text; value: Text; url?: string }
export type Mark = { headline: Headline; status: Text; possibly: Text | null }
/** Where a monument's page is, in a report without sheets; null where its sheet is in the report. */
export type SheetElsewhere = string | null
export type FlagWord = { flag: Flag; label: Text }

export type RegisterLine = Mark & {
  id: string
  url: SheetElsewhere
  names: Text
  kind: Text
  standing: Text | null
  since: Text
  looked: Text
  flags: FlagWord[]
  refs: number[]
}

export type AssessmentBox = {
  said: Text
  rationale: Text
  establishing: number[]
  corroborating: number[]
}
export type PartLine = Mark & { name: Text; note: Text | null }
export type ClaimLine = {
  id: string
  words: Run
  about: Text
  details: Text[]
  ref: number
  publisher: string
  locator: string | null
  published: string
  use: Text
  isSetAside: boolean
  isUsed: boolean
  reason: Text | null
}
export type QuestionLine = { topic: Text; reading: Text | null; state: Text }
export type ThreatLine = {
  what: Text
  probability: Text
  period: Text
  state: Text
  rationale: Text
  /** Horizon and score, where there are any. */
  judged: Text[]
  refs: number[]
}
export type EventLine = { date: Text; kind: Text; what: Text; certainty: Text; refs: number[] }

export type Sheet = Mark & {
  id: string
  url: string
  names: Text
  also: Text[]
  kind: Text
  description: Text | null
  descriptionRefs: number[]
  standing: Text | null
  flags: FlagWord[]
  place: Text
  placeRefs: number[]
  identifiers: { label: Text; value: string; url: string | null }[]
  facts: Fact[]
  assessments: AssessmentBox[]
  parts: PartLine[]
  questions: QuestionLine[]
  threats: ThreatLine[]
  events: EventLine[]
  claims: ClaimLine[]
  notes: Text[]
}

export type SourceLine = {
  number: number
  title: Run
  publisher: string | null
  published: string
  class: Text
  reliability: Text
  url: string | null
  cited: number
}
export type MethodPart = { title: Text; paragraphs: Text[] }
export type Scale = {
  title: Text
  terms: { headline: Headline | null; label: Text; meaning: Text }[]
}

/** What has changed since an earlier day, list by list. */
export type ChangesSection = {
  title: Text
  lead: Text
  /** Said where nothing has changed. */
  none: Text | null
  columns: Text[]
  lists: { title: Text; meaning: Text; entries: ChangeLine[] }[]
  threatColumns: Text[]
  threats: { title: Text; entries: { what: Text; period: Text; refs: number[] }[] }[]
}
export type ChangeLine = {
  id: string
  url: SheetElsewhere
  name: Text
  sides: (Mark & { when: Text; looked: Text | null })[]
  refs: number[]
}

/** The condition timeline laid out (db/domain/timeline.ts), with its words. Places are shares of the axis. */
export type FigureSection = {
  title: Text
  lead: Text
  monument: Text
  ticks: Tick[]
  holders: Text
  bands: (Placed & { isShaded: boolean; level: number; said: Text })[]
  rows: FigureRow[]
  legend: {
    title: Text
    headlines: Mark[]
    marks: { mark: FigureMark; said: Text }[]
    remark: Text
  }
}
export type FigureRow = {
  id: string
  url: SheetElsewhere
  headline: Headline
  names: Text
  /** The bars in sentences, for those who cannot see them: in the language that the report is laid out in. */
  alt: string
  bars: (Placed & {
    headline: Headline
    maybe: Headline | null
    contested: boolean
    loss: number
  })[]
  events: (Placed & { isHarm: boolean; lasts: boolean; isWindow: boolean })[]
  looks: number[]
}

/**
 * The whole report. `langs[0]` is the language that it is laid out in. What belongs to a section that is not among
 * `sections` is empty and does not show.
 */
export type Doc = {
  langs: Lang[]
  paper: Paper
  /** Whether the register is a plain list, and long (see `briefReport`). */
  isBrief: boolean
  sections: readonly ReportSection[]
  /** The sections with a heading of their own after the summary, and the label that each heading has. */
  contents: { label: string; title: Text }[]
  title: string
  /** Running head of the pages. */
  running: Text
  /** "Page … of …" with `@page@` and `@pages@` in the places of the numbers. */
  page: Text
  /** `labels` are the fixed words: section titles, column heads. Keys are paths under `report.` in the messages. */
  labels: Record<string, Text>
  site: Run[]
  facts: Fact[]
  permalink: string
  caveats: Text[]
  summary: {
    lead: Text
    headlines: (Mark & { count: number })[]
    flags: (FlagWord & { count: number; said: Text })[]
    remarks: Text[]
  }
  changes: ChangesSection | null
  figure: FigureSection
  timeline: EventLine[]
  factors: { factor: Text; period: Text; probability: Text; judged: Text[]; refs: number[] }[]
  registerLead: Text
  register: RegisterLine[]
  sheetsLead: Text
  sheets: Sheet[]
  method: MethodPart[]
  scales: Scale[]
  crosswalk: { title: Text; columns: Text[]; rows: { headline: Headline; cells: Text[] }[] }
  sources: SourceLine[]
  disclaimer: Text[]
}
