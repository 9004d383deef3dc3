import { OwnText } from '../../../components/own-text'
import type { Say } from '../../../components/say'
import { shownIn } from '../../../db/domain/retyped'
import { type DraftEntry, listDrafts } from '../../../db/queries/drafts'
import { ticketFor } from '../../_ticket'
import { minuteOf } from '../_editing/keep'
import { openForEditor, titleOf } from '../_editing/open'
import { clip } from '../_editing/options'
import { DiscardButton } from './discard-button'
import styles from './drafts.module.css'

type Props = PageProps<'/[lang]/drafts'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'drafts.title')
}

/** *My drafts*: what its reader has typed into forms and not yet sent, with the way back to each. */
export default async function Page({ params }: Props) {
  const { lang } = await params
  const { say, reader, db, refusal } = await openForEditor(lang, 'drafts')
  const { t } = say
  if (refusal) return refusal
  const drafts = await listDrafts(db, reader)
  return (
    <>
      <h1>{t('drafts.title')}</h1>
      <p>{t('drafts.intro')}</p>
      {drafts.length === 0 ? (
        <p>{t('drafts.none')}</p>
      ) : (
        <ul className={styles.list}>
          {drafts.map((draft) => (
            <li key={`${draft.form} ${draft.about}`}>
              <Entry say={say} draft={draft} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Entry({ say, draft }: { say: Say; draft: DraftEntry }) {
  const { t } = say
  const { record, savedAt, path, values: _, ...key } = draft
  const [, of = ''] = /^(.*)\.(en|ar)$/.exec(draft.form) ?? []
  const form = t(`drafts.forms.${FORMS.includes(of) ? of : 'other'}`)
  const name = record ? clip(shownIn(record.text, say.lang) || record.text.en || '') : ''
  return (
    <>
      <p>
        <a href={path}>{form}</a>
        {record && (
          <>
            {' – '}
            {t(`forms.kinds.${record.kind}`)} <OwnText say={say} text={record.text} />
          </>
        )}
        <br />
        <span className="quiet">
          {t('drafts.since')} <bdi>{t('drafts.at', { at: minuteOf(savedAt) })}</bdi>
        </span>
      </p>
      <DiscardButton
        lang={say.lang}
        ticket={ticketFor({ ...key, path, expires: 0 })}
        label={t('drafts.discard')}
        name={t('drafts.discardOf', { name: [form, name].filter(Boolean).join(' – ') })}
      />
    </>
  )
}

/** The forms that have a name here; the others are told as such. */
const FORMS = [
  'add-image',
  'assess',
  'close-threat',
  'correct',
  'edit-image',
  'edit-monument',
  'edit-note',
  'edit-source',
  'edit-threat',
  'new-source',
  'open-threat',
  'record',
  'restore',
  'withdraw',
]
