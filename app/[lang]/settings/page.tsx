import { HiddenField, Radios, Submit } from '../../../components/form/fields'
import { Form } from '../../../components/form/form'
import { env } from '../../../db/cli/env'
import { INSTANCE_ACCESS } from '../../../db/domain/vocabulary'
import { accessOf } from '../../../db/queries/instance'
import { readLastBackup } from '../../../db/store/backup/last'
import { store } from '../../../db/store/open'
import { isLang, translator } from '../../_i18n'
import { inMinutes } from '../../_i18n/dates'
import { openForAdmin } from '../people/_admin'
import { changeAccess } from './actions'

export async function generateMetadata({ params }: PageProps<'/[lang]/settings'>) {
  const { lang } = await params
  return isLang(lang) ? { title: translator(lang)('settings.title') } : {}
}

/** What holds for the register as a whole; for its administrators. */
export default async function Page({ params }: PageProps<'/[lang]/settings'>) {
  const { lang, t, refusal } = await openForAdmin((await params).lang, '/settings', 'all')
  if (refusal) return refusal
  const { access, rev } = await accessOf(store().db)
  const { dataDir, backupMaxAgeDays: days } = env()
  const last = readLastBackup(dataDir)
  return (
    <>
      <h1>{t('settings.title')}</h1>
      <section>
        <h2>{t('vocab.lists.instanceAccess')}</h2>
        <p>{t(`settings.now.${access}`)}</p>
        <Form action={changeAccess} lang={lang} label={t('settings.title')}>
          <HiddenField name="rev" value={rev} />
          <Radios
            name="access"
            label={t('settings.question')}
            value={access}
            options={INSTANCE_ACCESS.map((value) => ({
              value,
              label: t(`vocab.instanceAccess.${value}`),
              hint: t(`settings.means.${value}`),
            }))}
          />
          <Submit label={t('settings.submit')} pending={t('account.persons.pending')} />
        </Form>
      </section>
      <section>
        <h2>{t('operations.backup.title')}</h2>
        <p>
          {last
            ? t('operations.backup.last', { time: inMinutes(new Date(last.at)), rev: last.rev })
            : t('operations.backup.never')}{' '}
          {t('operations.backup.warns', { days })}
        </p>
      </section>
    </>
  )
}
