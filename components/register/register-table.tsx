import { clockParams, href, type View } from '../../db/domain/filter'
import { AsWritten, OwnText } from '../own-text'
import type { Say } from '../say'
import { FlagMark, flagsOf, StatusMark } from '../status-mark'
import styles from './register.module.css'
import type { RegisterLine } from './register-line'

type Props = { say: Say; path: string; asked: View; rows: RegisterLine[] }

/** One row per monument; on a narrow screen each row stands as a card with its own labels. */
export function RegisterTable({ say, path, asked, rows }: Props) {
  const { t } = say
  const columns = ['name', 'status', 'flags', 'since', 'looked', 'sources'] as const
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('register.caption')}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`register.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RegisterRow
            key={row.id}
            say={say}
            row={row}
            target={href(`${path}/${row.slug}`, clockParams(asked))}
          />
        ))}
      </tbody>
    </table>
  )
}

function RegisterRow({ say, row, target }: { say: Say; row: RegisterLine; target: string }) {
  const { t, lang } = say
  const { status } = row
  const other = lang === 'ar' ? 'en' : 'ar'
  const flags = flagsOf(status)
  return (
    <tr>
      <th scope="row">
        <a href={target} className={styles.name}>
          <OwnText say={say} text={row.name} />
        </a>
        {row.name[lang] && row.name[other] && (
          <span className={styles.otherName}>
            <bdi lang={other}>{row.name[other]}</bdi>
          </span>
        )}
        <span className={styles.kind}>{t(`vocab.monumentKinds.${row.kind}`)}</span>
      </th>
      <td data-label={t('register.columns.status')}>
        <StatusMark say={say} headline={status.headline} />
        {status.maybe && (
          <p className={styles.maybe}>
            {t('register.maybe', { headline: t(`vocab.headlines.${status.maybe}`) })}
          </p>
        )}
        {row.standing && status.headline !== 'no_known_damage' && (
          <p className={styles.standing}>
            <OwnText say={say} text={row.standing} />
          </p>
        )}
      </td>
      <td data-label={t('register.columns.flags')} data-empty={flags.length === 0 || undefined}>
        <span className={styles.flags}>
          {flags.map((flag) => (
            <FlagMark key={flag} say={say} flag={flag} />
          ))}
        </span>
      </td>
      <td data-label={t('register.columns.since')} data-empty={status.since === null || undefined}>
        {status.since && status.sinceQualifier ? say.date(status.since, status.sinceQualifier) : ''}
      </td>
      <td data-label={t('register.columns.looked')}>
        {status.lookedAt === null ? t('register.neverLooked') : say.day(status.lookedAt)}
      </td>
      <td data-label={t('register.columns.sources')}>
        {row.sources.length === 0 ? (
          t('register.sourceCount', { count: 0 })
        ) : (
          <details>
            <summary>{t('register.sourceCount', { count: row.sources.length })}</summary>
            <ul className={styles.sources}>
              {row.sources.map((source) => (
                <li key={source.id}>
                  <a href={say.at(`/${lang}/sources/${encodeURIComponent(source.id)}`)}>
                    <AsWritten text={source.publisher ?? source.title} />
                  </a>{' '}
                  {source.adopted && <span className="quiet">{t('register.adopted')}</span>}
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
    </tr>
  )
}
