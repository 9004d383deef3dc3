import { labelsOf, type Plan, type PlanMark, planOf, type Rectangle } from '../../db/domain/plan'
import type { Say } from '../say'
import { GlyphShapes } from '../status-mark'
import styles from './map.module.css'
import { type PlacedLine, precisionInWords } from './map-line'

type Props = { say: Say; site: string; lines: PlacedLine[]; hrefOf: (slug: string) => string }

/** The same plan for a desk and for a phone, where numbers stand in for the names. */
const SHEETS = [
  { kind: 'wide', width: 800, height: 600, margin: 56, gap: 22, size: 14, names: true },
  { kind: 'narrow', width: 340, height: 380, margin: 36, gap: 22, size: 14, names: false },
] as const
type Sheet = (typeof SHEETS)[number]

/** The radius of a mark: a status glyph with a rim of paper. */
const RADIUS = 10
/** Corners that the scale, the arrow and the buttons of the map's box keep free. */
const CORNER = { width: 190, height: 48 }

/**
 * A drawn plan of the monuments, north up: where each stands, how well that is known and what state it is in. Needs no
 * script; every mark is a link.
 */
export function SitePlan({ say, site, lines, hrefOf }: Props) {
  const { t } = say
  return SHEETS.map((sheet) => {
    const plan = planOf(lines, sheet)
    if (!plan) return null
    const byId = new Map(lines.map((line) => [line.id, line]))
    return (
      // biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset.
      <svg
        key={sheet.kind}
        className={`${styles.plan} ${styles[sheet.kind]}`}
        viewBox={`0 0 ${sheet.width} ${sheet.height}`}
        role="group"
        aria-label={t('map.planOf', { count: plan.marks.length, site })}
      >
        {plan.marks.map((mark) => (
          <Ground key={mark.id} mark={mark} />
        ))}
        <Labels say={say} sheet={sheet} plan={plan} byId={byId} />
        {plan.marks.map((mark) => {
          const line = byId.get(mark.id)
          return line && <Mark key={mark.id} say={say} mark={mark} line={line} hrefOf={hrefOf} />
        })}
        <ScaleBar say={say} sheet={sheet} scale={plan.scale} />
        <North say={say} sheet={sheet} />
      </svg>
    )
  })
}

/** What the record holds of the ground: a circle of precision, a grid cell, the course of a line. */
function Ground({ mark: { at, mark, radius, cell, line } }: { mark: PlanMark }) {
  const isMoved = Math.hypot(mark.x - at.x, mark.y - at.y) > 2
  return (
    <g className={styles.ground}>
      {cell && <rect className={styles.cell} {...rounded(cell)} />}
      {line && <polyline className={styles.course} points={line.map(pair).join(' ')} />}
      {radius > 0 && <circle className={styles.circle} cx={r(at.x)} cy={r(at.y)} r={r(radius)} />}
      {isMoved && (
        <>
          <line className={styles.leader} x1={r(at.x)} y1={r(at.y)} x2={r(mark.x)} y2={r(mark.y)} />
          <circle className={styles.spot} cx={r(at.x)} cy={r(at.y)} r="2" />
        </>
      )}
    </g>
  )
}

function Mark({
  say,
  mark: { mark },
  line,
  hrefOf,
}: { say: Say; mark: PlanMark; line: PlacedLine } & Pick<Props, 'hrefOf'>) {
  const { headline, maybe } = line.status
  const words = [
    say.t('map.numbered', { number: line.number, name: nameIn(say, line) }),
    say.t(`vocab.headlines.${headline}`),
    ...(maybe ? [say.t('register.maybe', { headline: say.t(`vocab.headlines.${maybe}`) })] : []),
    precisionInWords(say, line.place),
  ].join(say.t('monument.listSeparator'))
  return (
    <a href={hrefOf(line.slug)} data-monument={line.id} className={styles.mark} aria-label={words}>
      <title>{words}</title>
      <g transform={`translate(${r(mark.x)} ${r(mark.y)})`}>
        <circle className={styles.target} r="12" />
        <circle className={styles.rim} r={RADIUS} />
        <g transform="translate(-9 -9) scale(.9)" data-headline={headline}>
          <GlyphShapes headline={headline} />
        </g>
      </g>
    </a>
  )
}

function Labels({
  say,
  sheet,
  plan,
  byId,
}: {
  say: Say
  sheet: Sheet
  plan: Plan
  byId: Map<string, PlacedLine>
}) {
  const wordings = new Map(
    [...byId.values()].map((line) => [
      line.id,
      { name: nameIn(say, line), number: String(line.number) },
    ]),
  )
  const taken = corners(sheet)
  const labels = labelsOf(plan.marks, wordings, sheet, {
    size: sheet.size,
    radius: RADIUS,
    taken,
    names: sheet.names,
  })
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of a drawing takes no focus.
    <g aria-hidden="true">
      {labels.map((label) => (
        <text
          key={label.id}
          className={label.isNumber ? styles.numeral : styles.name}
          x={r(label.x + (label.width / 2) * (1 - label.side) + 2 * label.side)}
          y={r(label.y + label.height * 0.76)}
          textAnchor={anchorOf(say, label.side)}
          fontSize={sheet.size}
        >
          {label.text}
        </text>
      ))}
    </g>
  )
}

/** Writing from right to left starts where the other ends. */
function anchorOf({ lang }: Say, side: -1 | 0 | 1) {
  if (side === 0) return 'middle'
  return (side === 1) === (lang === 'ar') ? 'end' : 'start'
}

/** The bar stands where the writing begins, at the bottom. */
function ScaleBar({ say, sheet, scale }: { say: Say; sheet: Sheet; scale: Plan['scale'] }) {
  const [left, bottom] = [16, sheet.height - 16]
  const x = say.lang === 'ar' ? sheet.width - left - scale.length : left
  const words =
    scale.metres >= 1000
      ? say.t('map.kilometres', { kilometres: scale.metres / 1000 })
      : say.t('map.metres', { metres: scale.metres })
  return (
    <g className={styles.scale}>
      <path d={`M${r(x)} ${bottom - 6}v6h${r(scale.length)}v-6`} />
      <text x={r(x + scale.length / 2)} y={bottom - 9} textAnchor="middle" fontSize="12">
        {words}
      </text>
    </g>
  )
}

function North({ say, sheet }: { say: Say; sheet: Sheet }) {
  const x = say.lang === 'ar' ? 26 : sheet.width - 26
  return (
    <g className={styles.north} transform={`translate(${x} 16)`}>
      <path d="M0 0 7 22 0 17-7 22Z" />
      <text y="37" textAnchor="middle" fontSize="12">
        {say.t('map.northLetter')}
      </text>
    </g>
  )
}

function corners({ width, height }: Sheet): Rectangle[] {
  const { width: w, height: h } = CORNER
  return [
    { x: 0, y: 0, width: width < 2 * w ? width : w, height: h },
    { x: width - w, y: 0, width: w, height: h },
    { x: 0, y: height - h, width: w, height: h },
    { x: width - w, y: height - h, width: w, height: h },
  ]
}

function nameIn({ lang }: Say, { name, slug }: PlacedLine): string {
  return name[lang] ?? name.en ?? name.ar ?? slug
}

function rounded({ x, y, width, height }: Rectangle) {
  return { x: r(x), y: r(y), width: r(width), height: r(height) }
}

function pair({ x, y }: { x: number; y: number }): string {
  return `${r(x)},${r(y)}`
}

/** A tenth of a unit is finer than any screen. */
function r(value: number): number {
  return Math.round(value * 10) / 10
}
