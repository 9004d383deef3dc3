import { Submit } from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import type { Translate } from '../../../../components/say'
import { hasFactor } from '../../../../db/mutations/factor'
import { store } from '../../../../db/store/open'
import { isLang, translator } from '../../../_i18n'
import { openForSelf } from '../_open'
import { setUp, turnOff } from './actions'
import { Codes, Password, Steps, type Words } from './steps'

export async function generateMetadata({ params }: PageProps<'/[lang]/account/factor'>) {
  const { lang } = await params
  return isLang(lang) ? { title: translator(lang)('factor.title') } : {}
}

/** Setting the second factor up, and what can be done about one that is on. */
export default async function Page({ params }: PageProps<'/[lang]/account/factor'>) {
  const { lang, say, reader, userId } = await openForSelf((await params).lang, '/account/factor')
  const { t } = say
  const isOn = await hasFactor(store(), userId)
  const words = wordsOf(t)
  return (
    <>
      <p>
        <a href={`/${lang}/account`}>{t('account.own.title')}</a>
      </p>
      <h1>{t('factor.title')}</h1>
      <p>{t('factor.intro')}</p>
      {reader.lacksFactor && <p role="alert">{t('factor.required')}</p>}
      {isOn && <p>{t('factor.isOn')}</p>}
      <section>
        <h2>{t(isOn ? 'factor.codesTitle' : 'factor.setUpTitle')}</h2>
        {isOn && <p>{t('factor.codesText')}</p>}
        {/* One form for both: it shows the recovery codes that it made by turning the factor on. */}
        <Form action={setUp} lang={lang} label={t('factor.title')}>
          {isOn ? (
            <>
              <Codes words={words} />
              <Password label={words.password} />
              <Submit label={t('factor.codesSubmit')} pending={words.pending} quiet />
            </>
          ) : (
            <Steps words={words} />
          )}
        </Form>
      </section>
      {isOn && (
        <section>
          <h2>{t('factor.offTitle')}</h2>
          <p>{t('factor.offText')}</p>
          <Form action={turnOff} lang={lang} label={t('factor.offTitle')}>
            <Password label={words.password} />
            <Submit label={t('factor.offSubmit')} pending={words.pending} quiet />
          </Form>
        </section>
      )}
    </>
  )
}

function wordsOf(t: Translate): Words {
  const keys = [
    'password',
    'begin',
    'pending',
    'scanHint',
    'qr',
    'secretHint',
    'code',
    'codeHint',
    'confirm',
    'kept',
    'codes',
    'codesHint',
  ] as const
  return Object.fromEntries(keys.map((key) => [key, t(`factor.words.${key}`)])) as Words
}
