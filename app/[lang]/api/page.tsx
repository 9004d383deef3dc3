import type { Say } from '../../../components/say'
import { env } from '../../../db/cli/env'
import { sayIn } from '../../_i18n'
import en from '../../_i18n/en/api.json'
import { openPage } from '../../_page'
import { LIMIT } from '../../api/v1/answer-read'
import { LIMITS } from '../../api/v1/caller'
import { problemsOf } from '../../api/v1/openapi'
import { TAGS } from '../../api/v1/operation'
import { OPERATIONS } from '../../api/v1/operations'
import { PROBLEMS } from '../../api/v1/problem'
import { API } from '../../api/v1/shapes/addresses'
import styles from './api.module.css'
import { OperationEntry } from './operation-entry'

export async function generateMetadata({ params }: PageProps<'/[lang]/api'>) {
  const { t } = sayIn((await params).lang === 'ar' ? 'ar' : 'en')
  return { title: t('api.title'), description: t('api.lead') }
}

/** The API for people: what its description says, in words, with an example of everything. */
export default async function Page({ params, searchParams }: PageProps<'/[lang]/api'>) {
  const { say } = await openPage((await params).lang, searchParams)
  const { t } = say
  const origin = env().publicOrigin
  const description = `${origin}${API}/openapi.json${say.lang === 'ar' ? '?lang=ar' : ''}`
  const sections = Object.keys(en.sections)
  return (
    <article className={styles.api}>
      <h1>{t('api.title')}</h1>
      <p>{t('api.lead')}</p>
      <nav aria-label={t('api.contents')}>
        <ul>
          {sections.map((id) => (
            <li key={id}>
              <a href={`#${id}`}>{t(`api.sections.${id}.title`)}</a>
            </li>
          ))}
          <li>
            <a href="#operations">{t('api.operationsTitle')}</a>
          </li>
        </ul>
      </nav>
      {sections.map((id) => (
        <section key={id} id={id}>
          <h2>{t(`api.sections.${id}.title`)}</h2>
          <Paragraphs say={say} id={id} />
          {id === 'start' && (
            <>
              <p>
                <a dir="ltr" href={description}>
                  {description}
                </a>
              </p>
              <pre dir="ltr" lang="en">
                <code>{`curl '${origin}${API}/sites'`}</code>
              </pre>
            </>
          )}
          {id === 'keys' && (
            <pre dir="ltr" lang="en">
              <code>{`curl -H 'Authorization: Bearer tadmor_…' '${origin}${API}/key'`}</code>
            </pre>
          )}
          {id === 'errors' && <ProblemList say={say} />}
        </section>
      ))}
      <section id="operations">
        <h2>{t('api.operationsTitle')}</h2>
        {TAGS.map((tag) => (
          <section key={tag}>
            <h3>{t(`api.tags.${tag}`)}</h3>
            {OPERATIONS.filter((operation) => operation.tag === tag).map((operation) => (
              <OperationEntry
                key={operation.id}
                say={say}
                origin={origin}
                operation={operation}
                problems={problemsOf(operation)}
              />
            ))}
          </section>
        ))}
      </section>
    </article>
  )
}

function Paragraphs({ say: { t }, id }: { say: Say; id: string }) {
  const values = {
    ...LIMIT,
    minutes: LIMITS.address.minutes,
    address: LIMITS.address.most,
    key: LIMITS.key.most,
    writes: LIMITS.writes.most,
  }
  const texts = en.sections[id as keyof typeof en.sections]
  return Object.keys(texts)
    .filter((key) => key.startsWith('p'))
    .map((key) => <p key={key}>{t(`api.sections.${id}.${key}`, values)}</p>)
}

function ProblemList({ say: { t } }: { say: Say }) {
  return (
    <dl>
      {Object.entries(PROBLEMS).map(([code, status]) => (
        <div key={code} id={`problem-${code.replaceAll('_', '-')}`}>
          <dt>
            {t(`api.problems.${code}.title`)} <bdi className="quiet">{status}</bdi>
          </dt>
          <dd>{t(`api.problems.${code}.text`)}</dd>
        </div>
      ))}
    </dl>
  )
}
