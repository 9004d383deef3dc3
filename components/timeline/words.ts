import { FIRST_DAY } from '../../db/domain/dates'
import { shownIn } from '../../db/domain/retyped'
import type { Stretch } from '../../db/domain/timeline'
import type { Say } from '../say'
import type { Happening } from './types'

/** A stretch of a bar in one sentence: "No known damage, possibly already Destroyed: from 26 Dec 2016 to 9 Jan 2017". */
export function stretchInWords(say: Say, stretch: Stretch): string {
  const { t } = say
  return t('timeline.stretch', {
    headline: t(`vocab.headlines.${stretch.headline}`),
    isMaybe: stretch.maybe === null ? 'no' : 'yes',
    maybe: stretch.maybe === null ? '' : t(`vocab.headlines.${stretch.maybe}`),
    isContested: stretch.contested ? 'yes' : 'no',
    period: periodInWords(say, stretch),
  })
}

/** An event in one sentence. */
export function eventInWords({ t, lang, date }: Say, event: Happening): string {
  return t('timeline.event', {
    kind: t(`vocab.eventKinds.${event.kind}`),
    what: shownIn(event.what, lang),
    date: date(event.valid, event.qualifier),
  })
}

/** A day on which somebody looked. */
export function lookInWords({ t, day }: Say, look: number): string {
  return t('timeline.look', { day: day(look) })
}

/** Who held the site and when. */
export function holderInWords({ t, lang, date }: Say, band: Happening): string {
  return t('timeline.holder', {
    what: shownIn(band.what, lang),
    date: date(band.valid, band.qualifier),
  })
}

function periodInWords({ t, day }: Say, { from, to }: Stretch): string {
  const last = day(to - 1)
  if (from === FIRST_DAY) return t('common.dates.until', { to: last })
  if (from === to - 1) return t('common.dates.on', { date: last })
  return t('common.dates.fromTo', { from: day(from), to: last })
}
