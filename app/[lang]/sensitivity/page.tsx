import { notFound } from 'next/navigation'
import { Checkbox, Radios } from '../../../components/form/fields'
import { Form } from '../../../components/form/form'
import { RecordName } from '../../../components/history/record-link'
import { Saved } from '../../../components/problems'
import type { Say } from '../../../components/say'
import { PublicViews } from '../../../components/sensitivity/public-views'
import { can, type Reader } from '../../../db/domain/policy'
import { isLooser } from '../../../db/domain/sensitivity'
import type { Named } from '../../../db/queries/past'
import { type SensitivityPage, sensitivityOf } from '../../../db/queries/sensitivity'
import { orNotFound } from '../../_page'
import styles from '../_editing/editing.module.css'
import { KeptField } from '../_editing/fields'
import { openForEditor, titleOf } from '../_editing/open'
import { ConflictPanel, ReasonAndSave } from '../_editing/parts'
import { decide } from './actions'

type Props = PageProps<'/[lang]/sensitivity'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'sensitivity.title')
}

/** *Who may see it*: what the public sees of one record now, what each decision would make of that, and the decision. */
export default async function Page({ params, searchParams }: Props) {
  const { lang } = await params
  const { say, reader, db, refusal } = await openForEditor(lang)
  if (refusal) return refusal
  const { record: id, saved } = await searchParams
  if (typeof id !== 'string') notFound()
  const found = await orNotFound(sensitivityOf(db, reader, id))
  const { t } = say
  return (
    <>
      <p className="quiet">
        {found.page && <a href={`/${lang}${found.page}`}>{t('history.back')}</a>}
        {found.page && ' · '}
        <a href={`/${lang}/history/${encodeURIComponent(id)}`}>{t('history.ofRecord')}</a>
      </p>
      <h1>{t('sensitivity.title')}</h1>
      <Saved say={say} rev={Number(saved) || null} />
      <p>
        <SubjectName say={say} found={found} />
      </p>
      <p>{t('sensitivity.lead')}</p>
      <PublicViews say={say} kind={found.kind} views={found.views} />
      <Decision say={say} reader={reader} found={found} />
      <Parts say={say} parts={found.parts} />
    </>
  )
}

function SubjectName({ say, found: { kind, record } }: { say: Say; found: SensitivityPage }) {
  return <NameOf say={say} kind={kind} record={record} />
}

function NameOf({ say, kind, record }: { say: Say; kind: string; record: Named | null }) {
  return record ? <RecordName say={say} record={record} /> : say.t(`sensitivity.kinds.${kind}`)
}

function Decision({ say, reader, found }: { say: Say; reader: Reader; found: SensitivityPage }) {
  const { t } = say
  const { kind, level } = found
  const isReviewer = can(reader, 'review')
  const others = found.views.slice(1).map((v) => v.level)
  const looser = others.filter((other) => isLooser(level, other))
  const open = isReviewer ? others : others.filter((other) => !looser.includes(other))
  return (
    <section aria-labelledby="decide">
      <h2 id="decide">{t('sensitivity.decide')}</h2>
      {looser.length > 0 && !isReviewer && <p role="note">{t('sensitivity.reviewersOnly')}</p>}
      {open.length > 0 && (
        <Form action={decide} lang={say.lang} label={t('sensitivity.decide')}>
          <div className={styles.stack}>
            <KeptField name="id" value={found.id} />
            <KeptField name="base" value={found.base} />
            <ConflictPanel t={t} />
            <Radios
              name="level"
              label={t('forms.sensitivity')}
              value={open.length === 1 ? open[0] : null}
              options={open.map((value) => ({
                value,
                label: t(`vocab.sensitivities.${value}`),
                hint: t(`sensitivity.effect.${effectOf(kind)}.${value}`),
              }))}
            />
            {isReviewer && looser.length > 0 && (
              <Checkbox
                name="confirmed"
                label={t('sensitivity.confirm')}
                hint={t('sensitivity.confirmHint')}
              />
            )}
            <ReasonAndSave t={t} label={t('sensitivity.save')} />
            <p className="quiet">{t('sensitivity.reasonHint')}</p>
          </div>
        </Form>
      )}
    </section>
  )
}

function Parts({ say, parts }: { say: Say; parts: SensitivityPage['parts'] }) {
  if (parts.length === 0) return null
  return (
    <section aria-labelledby="parts">
      <h2 id="parts">{say.t('sensitivity.parts')}</h2>
      <p>{say.t('sensitivity.partsLead')}</p>
      <ul>
        {parts.map(({ id, kind, level, record }) => (
          <li key={id}>
            <a href={`/${say.lang}/sensitivity?record=${encodeURIComponent(id)}`}>
              <NameOf say={say} kind={kind} record={record} />
            </a>{' '}
            <span className="quiet">{say.t(`vocab.sensitivities.${level}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The kinds of which hiding has consequences of its own to tell. */
function effectOf(kind: string): string {
  return ['monument', 'coordinate', 'source', 'person'].includes(kind) ? kind : 'other'
}
