import { LOSS } from '../db/domain/headline'
import type { Flag, Headline } from '../db/domain/vocabulary'
import type { Say } from './say'
import styles from './status-mark.module.css'

/** The headline as a shape, a colour and a word. */
export function StatusMark({
  say,
  headline,
  size,
}: {
  say: Say
  headline: Headline
  size?: 'large'
}) {
  return (
    <span
      className={`${styles.mark} ${size === 'large' ? styles.large : ''}`}
      data-headline={headline}
    >
      <StatusGlyph headline={headline} />
      <span>{say.t(`vocab.headlines.${headline}`)}</span>
    </span>
  )
}

/** Only the shape, filled as far as is lost; decorative, since a word always stands beside it. */
export function StatusGlyph({ headline }: { headline: Headline }) {
  return (
    <svg className={styles.glyph} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <GlyphShapes headline={headline} />
    </svg>
  )
}

/** What a status glyph is drawn of, on a square of 20 units, for pictures that have a coordinate system already. */
export function GlyphShapes({ headline }: { headline: Headline }) {
  const fill = LOSS[headline]
  const dash = headline === 'not_visible' ? '2.5 2.2' : undefined
  return (
    <>
      <circle
        cx="10"
        cy="10"
        r="8"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray={dash}
      />
      {fill === 1 && <circle cx="10" cy="10" r="8" fill="currentColor" />}
      {fill > 0 && fill < 1 && (
        <circle
          cx="10"
          cy="10"
          r="4"
          fill="none"
          stroke="currentColor"
          strokeWidth="8"
          pathLength="1"
          strokeDasharray={`${fill} 1`}
          transform="rotate(90 10 10)"
        />
      )}
      {headline === 'destroyed' && (
        <path d="M6.5 6.5l7 7m0-7l-7 7" stroke="var(--paper)" strokeWidth="2" />
      )}
      {headline === 'unknown' && (
        <text x="10" y="14" textAnchor="middle" fontSize="11" fontWeight="700" fill="currentColor">
          ?
        </text>
      )}
    </>
  )
}

const FLAG_SHAPES: Record<Flag, string> = {
  at_risk: 'M10 2.5 18.5 17.5H1.5ZM10 8v4.5M10 14.2v1.6',
  under_intervention: 'M3 17 11 9M9 5l6 6M11.5 2.5 17.5 8.5',
  contested: 'M3 7h14M3 13h14M14 3 6 17',
}

/** A flag as a shape and a word. */
export function FlagMark({ say, flag }: { say: Say; flag: Flag }) {
  return (
    <span className={`${styles.flag} ${styles[flag]}`}>
      <svg className={styles.glyph} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <path
          d={FLAG_SHAPES[flag]}
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinejoin="round"
        />
      </svg>
      <span>{say.t(`vocab.flags.${flag}`)}</span>
    </span>
  )
}

/** The flags that are up, in the vocabulary's order. */
export function flagsOf(status: {
  atRisk: boolean
  underIntervention: boolean
  contested: boolean
}): Flag[] {
  return [
    ...(status.atRisk ? ['at_risk' as const] : []),
    ...(status.underIntervention ? ['under_intervention' as const] : []),
    ...(status.contested ? ['contested' as const] : []),
  ]
}
