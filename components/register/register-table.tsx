import { clockParams, href, type View } from '../../db/domain/filter'
import { BesideBox } from '../beside/picker'
import { AsWritten, OwnText } from '../own-text'
import type { Say } from '../say'
import { FlagMark, flagsOf, StatusMark } from '../status-mark'
import { ChangedOn } from './changed-on'
import styles from './register.module.css'
import type { RegisterLine } from './register-line'

type Props = { say: Say; path: string; asked: View; rows: RegisterLine[] }

/** One row per monument; on a narrow screen each row stands as a card with its own labels. */
export function RegisterTable({ say, path, asked, rows }: Props) {
  const { t } = say
  const columns = ['name', 'status', 'since', 'looked', 'sources'] as const
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
          <th scope="col">{t('beside.pick.column')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RegisterRow
            key={row.id}
            say={say}
            row={row}
            page={`${path}/${row.slug}`}
            clocks={clockParams(asked)}
          />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { say: Say; row: RegisterLine; page: string; clocks: URLSearchParams }

function RegisterRow({ say, row, page, clocks }: RowProps) {
  const { t, lang } = say
  const { status } = row
  const other = lang === 'ar' ? 'en' : 'ar'
  const flags = flagsOf(status)
  return (
    <tr>
      <th scope="row">
        <a href={href(page, clocks)} className={styles.name}>
          <OwnText say={say} text={row.name} />
        </a>
        <span className={styles.kind}>
          {row.name[lang] && row.name[other] && (
            <>
              <bdi lang={other}>{row.name[other]}</bdi>
              {' · '}
            </>
          )}
          {t(`vocab.monumentKinds.${row.kind}`)}
        </span>
        <ChangedOn say={say} changed={row.changed} path={page} />
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
        {flags.length > 0 && (
          <p className={styles.flags}>
            {flags.map((flag) => (
              <FlagMark key={flag} say={say} flag={flag} />
            ))}
          </p>
        )}
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
      <td data-label={t('beside.pick.column')}>
        <BesideBox say={say} row={row} />
      </td>
    </tr>
  )
}
