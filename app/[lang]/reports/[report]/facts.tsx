import type { ReactNode } from 'react'
import type { Say } from '../../../../components/say'
import { viewParams } from '../../../../db/domain/filter'
import type { FrozenRow } from '../../../../db/store/report-chain'
import { joined } from '../../../exports/document-title'
import type { inputsOf } from '../inputs'
import styles from '../reports.module.css'

type Fact = { label: string; value: ReactNode } | null | false
type Around = {
  inputs: ReturnType<typeof inputsOf>
  siteName: string
  address: string
  by: string | null
  isEditor: boolean
}

/** A list of labelled facts; those that do not hold are left out. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** What a frozen report was made from, for whom and when, and what it is to be known by. */
export function factsOf(
  say: Say,
  report: FrozenRow,
  { inputs, siteName, address, by, isEditor }: Around,
): Fact[] {
  const { t } = say
  const { site, view, asOf, knownAt, since, lang, filter, sections, paper } = inputs
  const fact = (key: string, value: ReactNode) => ({ label: t(`frozen.facts.${key}`), value })
  const register = `/${say.lang}/${encodeURIComponent(site)}?${viewParams(view)}`
  const covers = [t('frozen.facts.monuments', { count: report.monuments.length }), ...filter]
  return [
    fact('site', siteName),
    { label: t('report.facts.asOf'), value: asOf },
    { label: t('report.facts.knownAt'), value: knownAt },
    { label: t('report.facts.rev'), value: <a href={register}>{report.rev}</a> },
    since !== null && fact('since', since),
    fact('covers', joined(covers, say)),
    fact('claims', t('frozen.facts.claimsValue', { count: report.claims.length })),
    sections !== null && fact('sections', sections),
    fact('lang', lang),
    fact('paper', paper),
    isEditor && fact('audience', t(`frozen.audiences.${report.audience}`)),
    fact('frozen', <Time at={report.frozenAt} />),
    isEditor &&
      fact(
        'frozenBy',
        report.frozenBy === null ? t('frozen.facts.register') : (by ?? t('frozen.facts.unknown')),
      ),
    fact('permanent', <Ltr>{<a href={address}>{address}</a>}</Ltr>),
    fact('answers', <a href={report.address}>{t('frozen.facts.answersLink')}</a>),
    fact('head', <Code>{report.head}</Code>),
    fact('size', t('frozen.facts.sizeValue', { bytes: report.size })),
    fact('hash', <Code>{report.sha256}</Code>),
  ]
}

/** What the program consisted of that made it. */
export function versionsOf({ t }: Say, report: FrozenRow): Fact[] {
  return (['vocabulary', 'template', 'engine', 'code', 'build'] as const).map((part) => ({
    label: t(`frozen.facts.${part}`),
    value: <Code>{report[part]}</Code>,
  }))
}

function Time({ at }: { at: string }) {
  return (
    <Ltr>
      <time dateTime={at}>
        {at.slice(0, 10)} {at.slice(11, 19)} UTC
      </time>
    </Ltr>
  )
}

function Ltr({ children }: { children: ReactNode }) {
  return <bdi dir="ltr">{children}</bdi>
}

function Code({ children }: { children: string }) {
  return <code dir="ltr">{children}</code>
}
