import type { Say } from '../say'
import styles from './search-box.module.css'

type Props = {
  say: Say
  /** Parameters that stay with the reader: the clocks and the pin. */
  kept: Iterable<[string, string]>
  text?: string
  size?: 'large'
}

/** Where a reader types what to look for: a plain GET form. */
export function SearchBox({ say: { t, lang }, kept, text = '', size }: Props) {
  return (
    <search className={`${styles.box} ${size === 'large' ? styles.large : ''}`}>
      <form
        method="get"
        action={`/${lang}/search`}
        aria-label={t(size === 'large' ? 'search.label' : 'search.labelEverywhere')}
      >
        {[...kept].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input
          type="search"
          name="q"
          aria-label={t('search.words')}
          placeholder={t('search.placeholder')}
          defaultValue={text}
          maxLength={200}
          dir="auto"
          autoComplete="off"
        />
        <button type="submit">{t('search.go')}</button>
      </form>
    </search>
  )
}
