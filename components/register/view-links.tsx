import { href, type View, viewParams } from '../../db/domain/filter'
import type { Say } from '../say'
import styles from './view-links.module.css'

/** The forms that a view of the register is looked at in, and where each stands below the site. */
const FORMS = [
  ['list', ''],
  ['timeline', '/timeline'],
  ['map', '/map'],
] as const

type Props = { say: Say; site: string; asked: View; current: (typeof FORMS)[number][0] }

/** The same monuments at the same dates as a list, a timeline or a map. */
export function ViewLinks({ say: { t, lang }, site, asked, current }: Props) {
  return (
    <nav className={styles.links} aria-label={t('views.label')}>
      {FORMS.map(([form, below]) => (
        <a
          key={form}
          href={href(`/${lang}/${site}${below}`, viewParams({ ...asked, page: 1 }))}
          aria-current={form === current ? 'page' : undefined}
        >
          {t(`views.${form}`)}
        </a>
      ))}
    </nav>
  )
}
