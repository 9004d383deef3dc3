import type { Point, Rectangle } from '../../db/domain/plan'
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
  /** How certain the assessment behind it is, and which part decided it. */
  basis: Text[]
  looked: Text
  /** How whoever looked last did, and from where. */
  how: Text | null
  /** The open threats. */
  threats: Text[]
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

/** A photograph, by the SHA-256 of its public copy. `alt` is in the language that the report is laid out in. */
export type Photo = {
  id: string
  sha256: string
  alt: string
  label: Text | null
  caption: Text
  credit: Text
}
/** One photograph, or the same before and after. */
export type PhotoLine = Photo[]

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
  photos: PhotoLine[]
  notes: Text[]
}

export type SourceLine = {
  number: number
  title: Run
  publisher: string | null
  published: string
  class: Text
  reliability: Text
  /** Its language and how many of the report's claims it makes. */
  details: Text[]
  url: string | null
  /** Where a copy of it may be kept. */
  archive: string | null
  /** Its page in the register. */
  page: string
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

/** The plan of the site laid out (db/domain/plan.ts), with its words. Lengths are in the drawing's own units. */
export type PlanSection = {
  title: Text
  lead: Text
  /** What the drawing shows, for those who cannot see it: in the language that the report is laid out in. */
  alt: string
  /** Null where nothing can be drawn, or too much. */
  drawing: {
    width: number
    height: number
    /** The height of the letters. */
    letters: number
    marks: {
      headline: Headline
      at: Point
      mark: Point
      isMoved: boolean
      radius: number
      cell: Rectangle | null
      line: Point[] | null
    }[]
    labels: (Rectangle & { text: Text; side: -1 | 0 | 1 })[]
    scale: { length: number; said: Text }
    north: Text
  } | null
  columns: Text[]
  entries: (Mark & Named & { number: number; precision: Text })[]
  key: { title: Text; headlines: Mark[]; signs: { sign: PlanSign; said: Text }[] }
  undrawn: { title: Text; entries: Named[] }
  unknown: { title: Text; entries: Named[] }
  credit: { lead: Text; links: { said: Text; url: string }[] }
}
/** A monument by its names, and its page where the report has no sheet of it. */
type Named = { id: string; url: SheetElsewhere; names: Text }
export type PlanSign = 'circle' | 'line' | 'cell' | 'moved'

/** The saves behind the report, newest first. `more` leads to `url`, where all are told. */
export type LogSection = {
  title: Text
  lead: Text
  none: Text | null
  columns: Text[]
  lines: { rev: number; url: string; at: string; reason: Text | null; what: Text[] }[]
  more: Text
  url: string
}

/** What the report can be checked against, and how. */
export type AuditSection = {
  title: Text
  lead: Text
  facts: Fact[]
  check: Text
  command: string
  result: Text
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
  plan: PlanSection | null
  timeline: EventLine[]
  factors: { factor: Text; period: Text; probability: Text; judged: Text[]; refs: number[] }[]
  registerLead: Text
  register: RegisterLine[]
  sheetsLead: Text
  sheets: Sheet[]
  method: MethodPart[]
  scales: Scale[]
  crosswalk: { title: Text; columns: Text[]; rows: { headline: Headline; cells: Text[] }[] }
  sourcesLead: Text[]
  /** What the links of a source are called. */
  sourceWords: { record: Text; archive: Text }
  sources: SourceLine[]
  log: LogSection | null
  disclaimer: Text[]
  audit: AuditSection
}
