import type { Figure } from '../../db/domain/timeline'
import type { Bilingual, EventKind, Headline, Qualifier } from '../../db/domain/vocabulary'

/** What the timeline shows of an event. */
export type Happening = {
  id: string
  kind: EventKind
  what: Bilingual
  valid: string
  qualifier: Qualifier
  earliest: number
  latest: number
}

export type TimelineFigure = Figure<Happening>
export type Row = TimelineFigure['rows'][number]
export type Bar = Row['bars'][number]

/** What a row is called and leads to, and the headline that its name is marked with. */
export type Monument = { id: string; slug: string; name: Bilingual; status: { headline: Headline } }
