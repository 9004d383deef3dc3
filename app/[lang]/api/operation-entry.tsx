import type { ReactNode } from 'react'
import type { Say } from '../../../components/say'
import { bodySchema, EXAMPLES, namesIn, paramSchema } from '../../api/v1/openapi'
import type { Operation } from '../../api/v1/operation'
import { PROBLEMS, type ProblemCode } from '../../api/v1/problem'
import { API } from '../../api/v1/shapes/addresses'
import styles from './api.module.css'

type Json = Record<string, unknown>
type Row = { name: string; schema: Json; meaning: string; isRequired: boolean }
type Props = { say: Say; origin: string; operation: Operation; problems: ProblemCode[] }

/** One operation: what it takes, what it gives, an example of both, and how it can fail. */
export function OperationEntry({ say, origin, operation, problems }: Props) {
  const { t } = say
  const { id, method, path } = operation
  const example = EXAMPLES[id]
  return (
    <details className={styles.operation} id={`operation-${id}`}>
      <summary>
        <code dir="ltr" lang="en">
          <strong>{method.toUpperCase()}</strong> {path || '/'}
        </code>{' '}
        <span>{t(`api.operations.${id}`)}</span>
        {method !== 'get' && <em> · {t('api.needsKey')}</em>}
      </summary>
      {method === 'put' && <p>{t('api.replaces')}</p>}
      <Rows say={say} title={t('api.path')} rows={pathRows(say, operation)} />
      {method === 'get' ? (
        <>
          <Rows say={say} title={t('api.query')} rows={queryRows(say, operation)} />
          <h4>{t('api.formatsOf')}</h4>
          <p>
            <Codes codes={operation.formats} />
          </p>
        </>
      ) : (
        <Rows say={say} title={t('api.fields')} rows={bodyRows(operation)} />
      )}
      {example && (
        <>
          <h4>{t('api.request')}</h4>
          <Listing label={`${t('api.request')}: ${id}`}>{curl(origin, operation)}</Listing>
          <h4>{t('api.answer')}</h4>
          <p className="quiet">{t('api.shortened')}</p>
          <Listing label={`${t('api.answer')}: ${id}`}>
            {JSON.stringify(example.response, null, 2)}
          </Listing>
        </>
      )}
      <h4>{t('api.problemsOf')}</h4>
      <ul className={styles.problems}>
        {problems.map((code) => (
          <li key={code}>
            <a href={`#problem-${code.replaceAll('_', '-')}`}>
              {PROBLEMS[code]} {t(`api.problems.${code}.title`)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Rows({ say: { t }, title, rows }: { say: Say; title: string; rows: Row[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <dl className={styles.rows}>
        {rows.map(({ name, schema, meaning, isRequired }) => (
          <div key={name}>
            <dt>
              <code dir="ltr" lang="en">
                {name}
              </code>
              {isRequired && <span className="quiet"> ({t('api.required')})</span>}
            </dt>
            <dd>
              {meaning && <>{meaning}. </>}
              <Type t={t} schema={schema} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** What a value may be: its codes, or the kind of value. */
function Type({ t, schema }: { t: Say['t']; schema: Json }): ReactNode {
  const [first] = (schema.anyOf ?? []) as Json[]
  if (first) return <Type t={t} schema={first} />
  if (Array.isArray(schema.enum)) return <Codes codes={schema.enum} />
  if (schema.type === 'array') return <Type t={t} schema={(schema.items ?? {}) as Json} />
  if (schema.type === 'object') return <Codes codes={Object.keys(schema.properties ?? {})} />
  return t(`api.type.${schema.type ?? 'string'}`)
}

function Codes({ codes }: { codes: readonly string[] }) {
  return codes.map((code, n) => (
    <span key={code}>
      {n > 0 && ' · '}
      <code dir="ltr" lang="en">
        {code}
      </code>
    </span>
  ))
}

function Listing({ label, children }: { label: string; children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.listing} tabIndex={0} aria-label={label}>
      <pre dir="ltr" lang="en">
        <code>{children}</code>
      </pre>
    </section>
  )
}

function pathRows({ t }: Say, { path }: Operation): Row[] {
  return namesIn(path).map((name) => ({
    name,
    schema: { type: 'string' },
    meaning: t(`api.params.${name}`),
    isRequired: true,
  }))
}

function queryRows({ t }: Say, operation: Operation): Row[] {
  if (operation.method !== 'get') return []
  return operation.params.map((name) => ({
    name,
    schema: paramSchema(name),
    meaning: t(`api.params.${name}`),
    isRequired: false,
  }))
}

function bodyRows(operation: Operation): Row[] {
  if (operation.method === 'get') return []
  const { properties, required } = bodySchema(operation, {}) as {
    properties: Record<string, Json>
    required: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    meaning: '',
    isRequired: required.includes(name),
  }))
}

function curl(origin: string, { id, method }: Operation): string {
  const { address = '', request } = EXAMPLES[id] ?? {}
  const url = `'${origin}${API}${address}'`
  if (method === 'get') return `curl ${url}`
  const body = JSON.stringify(request, null, 2).replaceAll("'", "'\\''")
  return [
    `curl -X ${method.toUpperCase()} ${url}`,
    "-H 'Authorization: Bearer tadmor_…'",
    "-H 'Content-Type: application/json'",
    `-d '${body}'`,
  ].join(' \\\n  ')
}
