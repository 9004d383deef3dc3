import { holderInWords, stretchInWords } from '../../components/timeline/words'
import { LOSS } from '../../db/domain/headline'
import { shownIn } from '../../db/domain/retyped'
import { isHarm, legendOf } from '../../db/domain/timeline'
import type { RegisterRow } from '../../db/queries/register-row'
import type { Report } from '../../db/queries/report'
import { sayIn } from '../_i18n'
import type { FigureRow, FigureSection, SheetElsewhere } from './document'
import type { Wording } from './wording'

/** The condition timeline of the report's rows; `elsewhere` gives the page of a monument. */
export function figureSection(
  { figure, rows }: Report,
  words: Wording,
  elsewhere: (slug: string) => SheetElsewhere,
): FigureSection {
  const { headlines, marks } = legendOf(figure)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return {
    title: words.label('timeline.heading'),
    lead: words.each((say) =>
      say.t('timeline.lead', { from: say.day(figure.from), to: say.day(figure.to) }),
    ),
    monument: words.label('timeline.columns.monument'),
    ticks: figure.ticks,
    holders: words.label('timeline.holders'),
    bands: figure.bands.map(({ start, end, isShaded, level, ...event }) => ({
      start,
      end,
      isShaded,
      level,
      said: words.each((say) => holderInWords(say, event)),
    })),
    rows: figure.rows.flatMap((track) => {
      const row = byId.get(track.id)
      return row ? [{ ...figureRow(track, row, words), url: elsewhere(row.slug) }] : []
    }),
    legend: {
      title: words.label('timeline.legend.title'),
      headlines: headlines.map((headline) => words.mark(headline, null)),
      marks: marks.map((mark) => ({ mark, said: words.label(`timeline.legend.${mark}`) })),
      remark: words.label('timeline.legend.bar'),
    },
  }
}

function figureRow(
  track: Report['figure']['rows'][number],
  { slug, name, status }: RegisterRow,
  words: Wording,
): Omit<FigureRow, 'url'> {
  const say = sayIn(words.langs[0] ?? 'en')
  const told = track.bars.map((bar) => stretchInWords(say, bar))
  return {
    id: slug,
    headline: status.headline,
    names: words.own(name),
    alt: say.t('timeline.alt', { name: shownIn(name, say.lang), told: told.join('. ') }),
    bars: track.bars.map(({ start, end, headline, maybe, contested }) => ({
      start,
      end,
      headline,
      maybe,
      contested,
      loss: LOSS[headline],
    })),
    events: track.events.map((event) => ({
      start: event.start,
      end: event.end,
      isHarm: isHarm(event),
      lasts: event.latest > event.earliest,
      isWindow: event.qualifier === 'once_between',
    })),
    looks: track.looks.map(({ at }) => at),
  }
}
