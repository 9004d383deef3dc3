import { href, type View } from '../../db/domain/filter'
import { type SearchFilter, searchParams } from '../../db/domain/search-filter'
import { AsWritten } from '../own-text'
import type { Say } from '../say'
import styles from './search.module.css'

type Tally = { count: number; isLeast: boolean }
type Taken = { typed: string; also: string[]; meant: string[]; alone: Tally | null }
type Props = { say: Say; path: string; asked: View; filter: SearchFilter; taken: Taken[] }

const MOST_SPELLINGS = 8

/** How the words of a search were taken: for others that they may be slips of, and with which other spellings. */
export function TakenFor({ say: { t }, path, asked, filter, taken }: Props) {
  const slips = taken.filter((word) => word.meant.length > 0)
  const also = [...new Set(taken.flatMap((word) => word.also))].slice(0, MOST_SPELLINGS)
  const exactly = href(path, searchParams(asked, { ...filter, exactly: true }))
  return (
    <>
      {slips.length > 0 && (
        <p className={styles.taken} role="status">
          {slips.map((word) => (
            <span key={word.typed}>
              {t('search.shownFor')}{' '}
              {word.meant.map((meant, n) => (
                <span key={meant}>
                  {n > 0 && ` ${t('search.or')} `}
                  <strong dir="auto">{meant}</strong>
                </span>
              ))}
              {t('search.stop')}{' '}
              <a href={exactly}>
                {t('search.exactly')} <AsWritten text={word.typed} />
              </a>{' '}
            </span>
          ))}
        </p>
      )}
      {also.length > 0 && (
        <p className="quiet">
          {t('search.also')}{' '}
          {also.map((spelling, n) => (
            <span key={spelling}>
              {n > 0 && t('search.comma')}
              <AsWritten text={spelling} />
            </span>
          ))}
        </p>
      )}
    </>
  )
}

type NothingProps = Props & { isMoved: boolean; registers: { path: string; name: string }[] }

/** What to try where nothing holds all the words: each of them alone, fewer limits, today, the register. */
export function NothingFound({
  say: { t, at },
  path,
  asked,
  filter,
  taken,
  isMoved,
  registers,
}: NothingProps) {
  const to = (view: Partial<View>, narrower: Partial<SearchFilter> = {}) =>
    href(path, searchParams({ ...asked, page: 1, ...view }, { ...filter, ...narrower }))
  const alone = taken.flatMap(({ typed, alone }) =>
    alone !== null && alone.count > 0 ? { typed, ...alone } : [],
  )
  const without = { kinds: [], classes: [], langs: [], site: null, place: null }
  const isNarrowed =
    asked.headlines.length > 0 ||
    searchParams({ ...asked, text: '', page: 1, asOf: null, knownAt: null, rev: null }, filter)
      .size > 0
  return (
    <section className={styles.nothing} aria-labelledby="nothing">
      <h2 id="nothing">{t('search.try')}</h2>
      <ul>
        {isNarrowed && (
          <li>
            <a href={to({ headlines: [] }, without)}>{t('search.widen')}</a>
          </li>
        )}
        {taken.length > 1 &&
          alone.map((word) => (
            <li key={word.typed}>
              <a href={to({ text: word.typed, headlines: [] }, without)}>
                {t('search.alone')} <AsWritten text={word.typed} />
              </a>{' '}
              <span className={styles.count}>
                {t(word.isLeast ? 'search.manyRecords' : 'search.records', { count: word.count })}
              </span>
            </li>
          ))}
        {filter.exactly && (
          <li>
            <a href={to({}, { exactly: false })}>{t('search.slips')}</a>
          </li>
        )}
        {isMoved && (
          <li>
            <a href={to({ asOf: null, knownAt: null, rev: null })}>{t('search.today')}</a>
          </li>
        )}
        {registers.map((register) => (
          <li key={register.path}>
            <a href={at(register.path)}>
              {t('search.register')} <bdi>{register.name}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
