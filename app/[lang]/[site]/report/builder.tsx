import { AskedProblems } from '../../../../components/asked-problems'
import { DayField } from '../../../../components/day-field'
import { Choices, FilterGroups, TextAndOrder } from '../../../../components/register/filter-fields'
import type { Say } from '../../../../components/say'
import type { View, ViewProblem } from '../../../../db/domain/filter'
import {
  NO_SECTION,
  PAPERS,
  REPORT_LANGS,
  REPORT_SECTIONS,
  type ReportOptions,
} from '../../../../db/domain/report-options'
import styles from './builder.module.css'

type Props = {
  say: Say
  path: string
  /** What stands in the address, also where it cannot be used. */
  typed: URLSearchParams
  /** What of it can be used. */
  asked: View
  options: ReportOptions
  /** What the filter asks for, in words; null where it asks for nothing. */
  narrowing: string | null
  problems: ViewProblem[]
}

const DAYS = ['asOf', 'knownAt', 'since'] as const
/** Parameters of the filter, whose errors lead to all of it, and those that have a field of their own. */
const FILTER = ['q', 'status', 'flag', 'kind', 'sort', 'dir']
const FIELDS = [...DAYS, 'section', 'paper', 'lang']

/** What a report is to be about and to hold: a plain GET form, so that every report is its address. */
export function Builder({ say, path, typed, asked, options, narrowing, problems }: Props) {
  const { t } = say
  const told = problems.map(({ param, value, code }) => {
    const field = FILTER.includes(param) ? 'filter' : FIELDS.includes(param) ? param : null
    const name = field === null ? param : t(`report.builder.fields.${param}`)
    return {
      param,
      code,
      field: field && `report-${field}`,
      told: t(`common.problems.${code}`, { param: name, value }),
    }
  })
  const wrong = (field: string) => told.filter((p) => p.field === `report-${field}`)
  const isWhole = options.sections.length === REPORT_SECTIONS.length
  return (
    <section className={styles.builder} aria-labelledby="builder">
      <h2 id="builder">{t('report.builder.title')}</h2>
      <AskedProblems title={t('report.builder.problem')} problems={told} />
      <form method="get" action={`${path}#preview`} aria-labelledby="builder">
        <div className={styles.days}>
          {DAYS.map((name) => (
            <DayField
              key={name}
              id={`report-${name}`}
              name={name}
              label={t(`report.builder.fields.${name}`)}
              hint={name === 'since' ? t('report.builder.sinceHint') : undefined}
              typed={typed.get(name) ?? ''}
              problem={told.find((p) => p.param === name)}
            />
          ))}
        </div>
        {asked.rev !== null && (
          <p className={styles.pin}>
            <input type="hidden" name="rev" value={asked.rev} />
            {t('common.clocks.pinned', { rev: asked.rev })}
          </p>
        )}
        <div className={styles.choices}>
          <Choice
            say={say}
            name="lang"
            list={REPORT_LANGS}
            chosen={options.lang}
            wrong={wrong('lang')}
          />
          <Choice
            say={say}
            name="paper"
            list={PAPERS}
            chosen={options.paper}
            wrong={wrong('paper')}
          />
        </div>
        <details id="report-section" className={styles.sections} open={wrong('section').length > 0}>
          <summary>
            {t('report.builder.sections')}{' '}
            <span className="quiet">
              {t(isWhole ? 'report.builder.sectionsAll' : 'report.builder.sectionsSome', {
                count: options.sections.length,
                total: REPORT_SECTIONS.length,
              })}
            </span>
          </summary>
          <Wrong problems={wrong('section')} />
          {/* No box sends nothing when none is ticked, and nothing asks for all. */}
          <input type="hidden" name="section" value={NO_SECTION} />
          <Choices
            legend={t('report.builder.sectionsLegend')}
            name="section"
            list={REPORT_SECTIONS}
            chosen={options.sections}
            label={(section) => t(`report.builder.section.${section}`)}
          />
        </details>
        <details id="report-filter" className={styles.filter} open={wrong('filter').length > 0}>
          <summary>
            {t('report.builder.filter')}{' '}
            <span className="quiet">{narrowing ?? t('report.builder.filterAll')}</span>
          </summary>
          <Wrong problems={wrong('filter')} />
          <TextAndOrder say={say} asked={{ ...asked, text: typed.get('q') ?? asked.text }} />
          <FilterGroups say={say} asked={asked} />
        </details>
        <p className={styles.buttons}>
          <button type="submit">{t('report.builder.show')}</button>
          <a href={path}>{t('report.builder.again')}</a>
        </p>
      </form>
    </section>
  )
}

type Told = { told: string }[]
type ChoiceProps = {
  say: Say
  name: 'lang' | 'paper'
  list: readonly string[]
  chosen: string
  wrong: Told
}

function Choice({ say: { t }, name, list, chosen, wrong }: ChoiceProps) {
  return (
    <label>
      <span>{t(`report.builder.fields.${name}`)}</span>
      <Wrong problems={wrong} />
      <select id={`report-${name}`} name={name} defaultValue={chosen}>
        {list.map((value) => (
          <option key={value} value={value}>
            {t(`report.builder.${name}.${value}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Wrong({ problems }: { problems: Told }) {
  return problems.map(({ told }) => (
    <span key={told} className={styles.wrong}>
      {told}
    </span>
  ))
}
