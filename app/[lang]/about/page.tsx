import { Problems } from '../../../components/problems'
import { StatusMark } from '../../../components/status-mark'
import { CROSSWALK } from '../../../db/domain/headline'
import {
  CERTAINTIES,
  CONDITIONS,
  HEADLINES,
  INFO_GRADES,
  PROBABILITIES,
  RELIABILITIES,
  SOURCE_CLASSES,
} from '../../../db/domain/vocabulary'
import { sayIn } from '../../_i18n'
import en from '../../_i18n/en/about.json'
import { openPage } from '../../_page'
import styles from './about.module.css'

const SCALES = {
  headlines: HEADLINES,
  conditions: CONDITIONS,
  certainties: CERTAINTIES,
  sourceClasses: SOURCE_CLASSES,
  reliabilities: RELIABILITIES,
  infoGrades: INFO_GRADES,
  probabilities: PROBABILITIES,
} as const

export async function generateMetadata({ params }: PageProps<'/[lang]/about'>) {
  return { title: sayIn((await params).lang === 'ar' ? 'ar' : 'en').t('about.title') }
}

/** How the register works: clocks, scales, crosswalk, caveats, licences. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/about'>) {
  const { say, problems } = await openPage((await params).lang, searchParams)
  const { t } = say
  const sections = Object.entries(en.sections)
  return (
    <article className={styles.about}>
      <Problems say={say} problems={problems} />
      <h1>{t('about.title')}</h1>
      <p>{t('about.lead')}</p>
      <nav aria-label={t('about.contents')}>
        <ul>
          {sections.map(([id]) => (
            <li key={id}>
              <a href={`#${id}`}>{t(`about.sections.${id}.title`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(([id, texts]) => (
        <section key={id} id={id}>
          <h2>{t(`about.sections.${id}.title`)}</h2>
          {Object.keys(texts)
            .filter((key) => /^p\d+$/.test(key))
            .map((key) => (
              <p key={key}>{t(`about.sections.${id}.${key}`)}</p>
            ))}
          {id === 'scales' && <Scales say={say} />}
          {id === 'crosswalk' && <CrosswalkTable say={say} />}
        </section>
      ))}
    </article>
  )
}

type Speaking = { say: ReturnType<typeof sayIn> }

function Scales({ say: { t } }: Speaking) {
  return Object.entries(SCALES).map(([list, codes]) => (
    <details key={list}>
      <summary>
        <h3>{t(`vocab.lists.${list}`)}</h3>
      </summary>
      <dl>
        {codes.map((code) => (
          <div key={code} id={`${list}-${code}`}>
            <dt>{t(`vocab.${list}.${code}`)}</dt>
            <dd>{t(`vocab.definitions.${list}.${code}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  ))
}

function CrosswalkTable({ say }: Speaking) {
  const { t } = say
  const columns = ['headline', 'eamena', 'unosat', 'historicEngland', 'wikidata'] as const
  const none = t('about.sections.crosswalk.noClass')
  return (
    <section
      className={styles.scroll}
      aria-label={t('about.sections.crosswalk.caption')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
      tabIndex={0}
    >
      <table>
        <caption className="visually-hidden">{t('about.sections.crosswalk.caption')}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`about.sections.crosswalk.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CROSSWALK.map((row) => (
            <tr key={row.headline}>
              <th scope="row">
                <StatusMark say={say} headline={row.headline} />
              </th>
              <td>{t(`vocab.conditions.${row.eamena}`)}</td>
              {[row.unosat, row.historicEngland, row.wikidata].map((value, i) => (
                <td key={columns[i + 2]}>{value ? <bdi lang="en">{value}</bdi> : none}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
