import type { Day } from '../db/domain/dates'
import type { Lang, Qualifier } from '../db/domain/vocabulary'

/** Looks a message up by its path, `register.title`, and fills in its ICU arguments. */
export type Translate = (key: string, values?: Record<string, string | number>) => string

/** How a page speaks: its language, its messages, and its dates in words. Passed to every component that shows text. */
export type Say = {
  lang: Lang
  t: Translate
  /** An EDTF date with its qualifier in words: "some day between 26 Dec 2016 and 10 Jan 2017". */
  date(edtf: string, qualifier: Qualifier): string
  /** A path of ours with the clocks and the pin of this page. */
  at(path: string): string
  /**
   * A path of ours, or none for this very page, with the clocks and the revision that it settled on: an address that
   * goes on showing the same.
   */
  pin(path: string): string
  /** A single day: "12 Jan 2017". */
  day(day: Day): string
}
