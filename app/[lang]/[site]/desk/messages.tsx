import desk from '../../../../components/desk/desk.module.css'
import { When } from '../../../../components/desk/when'
import { HiddenField, Submit, TextField } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { RecordLink } from '../../../../components/history/record-link'
import type { Say } from '../../../../components/say'
import { referenceOf } from '../../../../db/mutations/tips'
import type { TipEntry } from '../../../../db/queries/tips'
import { handleMessage } from './actions'

type Props = { say: Say; path: string; tips: TipEntry[] }

/** What people outside have written and nobody has handled, the oldest first. All of it is plain text. */
export function Messages({ say, path, tips }: Props) {
  const { t } = say
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{t('tips.queue.title')}</h2>
      {tips.length === 0 && <p>{t('tips.queue.empty')}</p>}
      {tips.map((tip) => (
        <Message key={tip.id} say={say} path={path} tip={tip} />
      ))}
    </section>
  )
}

function Message({ say, path, tip }: { say: Say; path: string; tip: TipEntry }) {
  const { t } = say
  const reference = referenceOf(tip.id)
  return (
    <section className={desk.tip} aria-label={t('tips.queue.number', { reference })}>
      <h3>
        {t(`vocab.tipKinds.${tip.kind}`)} · {t('tips.queue.number', { reference })}
      </h3>
      <p className="quiet">
        {t('tips.queue.received')} <When say={say} at={tip.receivedAt} />
      </p>
      {tip.about && (
        <p>
          {t('tips.queue.about')}:{' '}
          <RecordLink say={say} record={tip.about} hrefOf={(to) => to} to="page" />
        </p>
      )}
      <p className={desk.said} dir="auto">
        {tip.words}
      </p>
      {tip.url && (
        <p>
          <a href={tip.url} rel="noreferrer nofollow ugc" dir="ltr">
            {tip.url}
          </a>
        </p>
      )}
      {tip.contact && (
        <p>
          {t('tips.queue.contact')}: <bdi>{tip.contact}</bdi>
        </p>
      )}
      {tip.kind === 'source' && (
        <p>
          <a href={`${path}/record?tip=${tip.id}`}>{t('tips.queue.record')}</a>
        </p>
      )}
      <Form action={handleMessage} lang={say.lang} label={t('tips.queue.handle', { reference })}>
        <HiddenField name="tip" value={tip.id} />
        <TextField name="outcome" label={t('tips.queue.outcome')} hint={t('tips.queue.takeHint')} />
        <div className={desk.buttons}>
          <Submit
            name="state"
            value="taken"
            label={t('tips.queue.take')}
            pending={t('tips.queue.pending')}
          />
          <Submit
            name="state"
            value="dismissed"
            label={t('tips.queue.dismiss')}
            pending={t('tips.queue.pending')}
            quiet
          />
        </div>
      </Form>
    </section>
  )
}
