import type { ReactNode } from 'react'
import { formatDay } from '../../db/domain/dates'
import type { Bilingual } from '../../db/domain/vocabulary'
import { AsWritten, OwnText, Words } from '../own-text'
import type { Say } from '../say'
import type { ClaimLine } from './claim-list'
import styles from './disagreements.module.css'
import { SourceLink } from './source-link'
import { valueInWords } from './value-in-words'

/** A claim with what it is weighed by. */
export type ComparedClaim = ClaimLine & {
  infoGradeReason: Bilingual | null
  source: ClaimLine['source'] & { reliabilityReason: Bilingual | null }
}

type Compared = {
  /** Its name is the message `evidence.compared.<key>`. */
  key: string
  isHead?: boolean
  /** Shown even where no claim says anything, since that too is worth knowing. */
  isAlways?: boolean
  has(claim: ComparedClaim, claims: ComparedClaim[]): boolean
  show(say: Say, claim: ComparedClaim): ReactNode
}

const always = { isAlways: true, has: () => true }

/** What competing claims are compared by, in order. */
export const COMPARED: readonly Compared[] = [
  { key: 'says', isHead: true, ...always, show: (_, claim) => <Words claim={claim} /> },
  {
    key: 'subject',
    // Worth a row only where the claims are about more than one thing.
    has: (claim, claims) => claims.some((c) => c.subjectId !== claim.subjectId),
    show: (say, c) => <OwnText say={say} text={c.subjectName} />,
  },
  {
    key: 'value',
    has: (c) => c.value !== null,
    show: (say, c) => <AsWritten text={valueInWords(say, c)} />,
  },
  { key: 'source', ...always, show: (say, c) => <SourceLink say={say} source={c.source} /> },
  {
    key: 'locator',
    has: (c) => c.locator !== null,
    show: (_, c) => c.locator && <AsWritten text={c.locator} />,
  },
  {
    key: 'reliability',
    ...always,
    show: ({ t, ...say }, { source }) => (
      <>
        {t(`vocab.sourceClasses.${source.class}`)} ·{' '}
        {source.reliability
          ? t(`vocab.reliabilities.${source.reliability}`)
          : t('monument.notGraded')}
        <Reason say={{ t, ...say }} text={source.reliabilityReason} />
      </>
    ),
  },
  {
    key: 'infoGrade',
    ...always,
    show: (say, { infoGrade, infoGradeReason }) => (
      <>
        {say.t(infoGrade ? `vocab.infoGrades.${infoGrade}` : 'evidence.infoNotGraded')}
        <Reason say={say} text={infoGradeReason} />
      </>
    ),
  },
  { key: 'valid', ...always, show: (say, c) => say.date(c.valid, c.qualifier) },
  {
    key: 'observed',
    has: (c) => c.observed !== null,
    show: (say, c) => c.observed && say.date(c.observed, 'on'),
  },
  {
    key: 'method',
    has: (c) => c.method !== null || c.access !== null,
    show: ({ t }, { method, access }) =>
      [method && t(`vocab.methods.${method}`), access && t(`vocab.accesses.${access}`)]
        .filter(Boolean)
        .join(' · '),
  },
  {
    key: 'attributedTo',
    has: (c) => c.attributedTo !== null,
    show: (_, c) => c.attributedTo && <AsWritten text={c.attributedTo} />,
  },
  {
    key: 'knownFrom',
    ...always,
    show: (say, c) => <time dateTime={formatDay(c.knownFrom)}>{say.day(c.knownFrom)}</time>,
  },
  { key: 'use', ...always, show: (say, claim) => <Uses say={say} uses={claim.uses} /> },
]

function Reason({ say, text }: { say: Say; text: Bilingual | null }) {
  return (
    text && (
      <p className="quiet">
        <OwnText say={say} text={text} />
      </p>
    )
  )
}

function Uses({ say, uses }: { say: Say; uses: ComparedClaim['uses'] }) {
  if (uses.length === 0) return <span className="quiet">{say.t('monument.notUsed')}</span>
  return uses.map((use) => (
    <p key={use.targetId}>
      <strong className={styles[use.stance]}>{say.t(`vocab.stances.${use.stance}`)}</strong>{' '}
      <OwnText say={say} text={use.reason} />
    </p>
  ))
}
