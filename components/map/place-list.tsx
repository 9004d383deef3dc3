import { OwnText } from '../own-text'
import type { Say } from '../say'
import { FlagMark, flagsOf, StatusMark } from '../status-mark'
import styles from './map.module.css'
import { type MapLine, type PlacedLine, precisionInWords } from './map-line'

type Props = {
  say: Say
  placed: PlacedLine[]
  unknown: MapLine[]
  hrefOf: (slug: string) => string
}

/** The monuments of the map in words: those that have a position by their number, then those that have none. */
export function PlaceList({ say, placed, unknown, hrefOf }: Props) {
  const { t } = say
  return (
    <>
      <ol className={styles.lines}>
        {placed.map((line) => (
          <li key={line.id} data-monument={line.id}>
            <span className={styles.number}>{line.number}</span>
            <Line say={say} line={line} href={hrefOf(line.slug)}>
              {precisionInWords(say, line.place)}
              {line.place.line && ` · ${t('map.course')}`}
            </Line>
          </li>
        ))}
      </ol>
      {unknown.length > 0 && (
        <section aria-labelledby="position-unknown">
          <h3 id="position-unknown">{t('map.unknown')}</h3>
          <ul className={styles.lines}>
            {unknown.map((line) => (
              <li key={line.id} data-monument={line.id}>
                <Line say={say} line={line} href={hrefOf(line.slug)} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Line({
  say,
  line: { name, status },
  href,
  children,
}: {
  say: Say
  line: MapLine
  href: string
  children?: React.ReactNode
}) {
  return (
    <div>
      <a href={href}>
        <OwnText say={say} text={name} />
      </a>
      <div className={styles.state}>
        <StatusMark say={say} headline={status.headline} />
        {status.maybe && (
          <span>
            {say.t('register.maybe', { headline: say.t(`vocab.headlines.${status.maybe}`) })}
          </span>
        )}
        {flagsOf(status).map((flag) => (
          <FlagMark key={flag} say={say} flag={flag} />
        ))}
        {children && <span className="quiet">{children}</span>}
      </div>
    </div>
  )
}
