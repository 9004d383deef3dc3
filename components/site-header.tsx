import type { ReactNode } from 'react'
import { LANGS } from '../db/domain/vocabulary'
import type { Say } from './say'
import { SearchBox } from './search/search-box'
import styles from './shell.module.css'

type Props = {
  say: Say
  address: string
  site: string | null
  /** Of a register that is closed to the reader nothing but the way in is shown. */
  isShut: boolean
  account: ReactNode
}

/** Name, the ways through the register, the other language, and who is signed in. */
export function SiteHeader({ say, address, site, isShut, account }: Props) {
  const { t, lang } = say
  const clocks = clocksOf(address)
  const links = [
    ['common.nav.register', site ? `/${lang}/${site}${clocks}` : `/${lang}`],
    ...(site ? ([['common.nav.events', `/${lang}/${site}/events${clocks}`]] as const) : []),
    ['common.nav.sources', `/${lang}/sources${clocks}`],
    ['common.nav.about', `/${lang}/about`],
  ] as const
  const here = `/${lang}${address.split('?')[0]}`
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <a className={styles.wordmark} href={`/${lang}`}>
          <span lang="en">Tadmor</span> <span lang="ar">تدمر</span>
        </a>
        <div className={styles.side}>
          {LANGS.filter((other) => other !== lang).map((other) => (
            <a key={other} href={`/${other}${address}`} hrefLang={other} lang={other}>
              {t(`common.otherLanguage`)}
            </a>
          ))}
          {account}
        </div>
      </div>
      {!isShut && (
        <div className={styles.bar}>
          <nav aria-label={t('common.nav.label')} className={styles.nav}>
            {links.map(([key, path]) => (
              <a
                key={key}
                href={path}
                aria-current={path.split('?')[0] === here ? 'page' : undefined}
              >
                {t(key)}
              </a>
            ))}
          </nav>
          {here !== `/${lang}/search` && <SearchBox say={say} kept={new URLSearchParams(clocks)} />}
        </div>
      )}
    </header>
  )
}

/** The clocks and the pin stay with the reader from page to page. */
function clocksOf(address: string): string {
  const [path = '', query] = address.split('?')
  const asked = new URLSearchParams(query)
  const version = /@(\d+)$/.exec(path)?.[1]
  if (version) asked.set('rev', version)
  const kept = new URLSearchParams(
    [...asked].filter(([name]) => ['asOf', 'knownAt', 'rev'].includes(name)),
  )
  return kept.size > 0 ? `?${kept}` : ''
}
