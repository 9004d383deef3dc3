import type { Say } from '../../../../components/say'
import { dayOfTimestamp } from '../../../../db/domain/dates'
import type { FrozenRow } from '../../../../db/store/report-chain'
import type { Standing } from '../../../exports/frozen/standing'

type Props = { say: Say; report: FrozenRow; standing: Standing }

/** That a report is withheld. Neither its title nor its filter, which may name what is; and what takes its place. */
export function Gone({ say, report, standing }: Props) {
  const { t, lang } = say
  const successor = standing.isOpen ? null : standing.successor
  return (
    <article>
      <h1>{t('frozen.gone.title')}</h1>
      <p>
        {t('frozen.gone.lead', {
          day: say.day(dayOfTimestamp(report.frozenAt)),
          rev: String(report.rev),
        })}
      </p>
      {successor === null ? (
        <p>{t('frozen.gone.none')}</p>
      ) : (
        <p>
          {t('frozen.gone.replaced')}{' '}
          <a href={`/${lang}/reports/${successor}`}>{t('frozen.page.successor')}</a>
        </p>
      )}
    </article>
  )
}
