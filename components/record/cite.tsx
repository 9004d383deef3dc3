import { CopyLink } from '../copy-link'
import type { Say } from '../say'
import styles from './record.module.css'

type Props = {
  say: Say
  cited: {
    rev: number
    address: string
    chicago: string
    apa: string
    files: { format: 'bibtex' | 'ris' | 'csl-json'; href: string }[]
  }
}

/** How to cite what this page shows, so that somebody else finds the very same. */
export function Cite({ say, cited: { rev, address, chicago, apa, files } }: Props) {
  const { t } = say
  return (
    <details className={styles.cite} id="cite">
      <summary>{t('cite.title')}</summary>
      <p className="quiet">{t('cite.lead', { rev })}</p>
      <dl>
        <dt>{t('cite.address')}</dt>
        <dd>
          <a href={address}>
            <bdi dir="ltr">{address}</bdi>
          </a>{' '}
          <CopyLink say={say} what="address" path={address} />
        </dd>
        <dt>{t('cite.chicago')}</dt>
        <dd dir="auto">
          <Line text={chicago} address={address} />
        </dd>
        <dt>{t('cite.apa')}</dt>
        <dd dir="auto">
          <Line text={apa} address={address} />
        </dd>
      </dl>
      {files.length > 0 && (
        <p>
          {t('cite.download')}{' '}
          {files.map((file, i) => (
            <span key={file.format}>
              {i > 0 && ' · '}
              <a href={file.href}>
                {t(`cite.${file.format === 'csl-json' ? 'csl' : file.format}`)}
              </a>
            </span>
          ))}
        </p>
      )}
    </details>
  )
}

/** A citation with its address kept in one piece, which in a line from right to left would else be turned around. */
function Line({ text, address }: { text: string; address: string }) {
  const [before, after] = text.split(address)
  return (
    <>
      {before}
      {after !== undefined && <bdi dir="ltr">{address}</bdi>}
      {after}
    </>
  )
}
