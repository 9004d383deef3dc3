import { CopyLink } from '../copy-link'
import type { Say } from '../say'
import { Diff } from './diff'
import styles from './history.module.css'
import { SaveDetails } from './save-heading'
import type { Field, HrefOf, Version } from './types'
import { fieldName, ValueInWords } from './value'

type Props = {
  say: Say
  versions: Version[]
  hrefOf: HrefOf
  /** The record's own page as it stood at a revision; null where it has none. */
  versionHref: ((rev: number) => string) | null
}

/** Every version of a record, newest first: who, when, why, what changed, and everything that it then said. */
export function Versions({ say, versions, hrefOf, versionHref }: Props) {
  const { t } = say
  return versions.map((version, i) => (
    <section
      key={version.rev}
      className={styles.version}
      aria-labelledby={`revision-${version.rev}`}
    >
      <h2 id={`revision-${version.rev}`}>
        {t('common.revision', { rev: version.rev })}{' '}
        <span className={styles.op} data-op={version.op}>
          {t(`history.ops.${version.op}`)}
        </span>{' '}
        {i === 0 && version.state && <span className="quiet">{t('history.current')}</span>}
      </h2>
      <p>
        <SaveDetails say={say} save={version} />{' '}
        <CopyLink say={say} what="version" path={`${say.pin('')}#revision-${version.rev}`} />
      </p>
      {version.state === null && <p>{t('history.diff.gone')}</p>}
      {version.op === 'corrected' && (
        <Diff say={say} rev={version.rev} changes={version.changes} hrefOf={hrefOf} />
      )}
      {version.state && (
        <State
          say={say}
          rev={version.rev}
          state={version.state}
          isOpen={version.op !== 'corrected'}
          hrefOf={hrefOf}
        />
      )}
      {version.state && versionHref && (
        <p className="quiet">
          <a href={versionHref(version.rev)}>{t('history.asThen', { rev: version.rev })}</a>
        </p>
      )}
    </section>
  ))
}

function State({
  say,
  rev,
  state,
  isOpen,
  hrefOf,
}: {
  say: Say
  rev: number
  state: Field[]
  isOpen: boolean
  hrefOf: HrefOf
}) {
  return (
    <details open={isOpen}>
      <summary>{say.t('history.state', { rev })}</summary>
      <dl className={styles.state}>
        {state.map((field) => (
          <div key={`${field.name} ${field.lang}`}>
            <dt>{fieldName(say, field)}</dt>
            <dd>
              <ValueInWords say={say} value={field.value} hrefOf={hrefOf} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
