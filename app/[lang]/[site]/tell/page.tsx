import {
  HiddenField,
  Select,
  Submit,
  TextArea,
  TextField,
} from '../../../../components/form/fields'
import { Form } from '../../../../components/form/form'
import { Problems } from '../../../../components/problems'
import type { Say } from '../../../../components/say'
import { NOBODY } from '../../../../db/domain/policy'
import { TIP_KINDS } from '../../../../db/domain/vocabulary'
import { CONTACT_DAYS } from '../../../../db/mutations/tips'
import { subjectsOf } from '../../../../db/queries/editing'
import type { Named } from '../../../../db/queries/past'
import { requireSite } from '../../../../db/queries/sites'
import { aboutOf } from '../../../../db/queries/tips'
import { openPage, orNotFound } from '../../../_page'
import styles from '../../_editing/editing.module.css'
import { titleOf } from '../../_editing/open'
import { clip, codes, langOf, nameIn } from '../../_editing/options'
import { tellUs } from './actions'

type Props = PageProps<'/[lang]/[site]/tell'>

export async function generateMetadata({ params }: Props) {
  return titleOf((await params).lang, 'tips.title')
}

/**
 * Where anybody can tell of an error or of a source that is missing; `about` names the record that a link came from. It
 * offers and names only what everybody may see, whoever reads it.
 */
export default async function Page({ params, searchParams }: Props) {
  const { lang, site: slug } = await params
  const { say, db, problems } = await openPage(lang, searchParams, ['about'])
  const { t } = say
  const site = await orNotFound(requireSite(db, NOBODY, slug, null))
  const { about } = await searchParams
  const named = typeof about === 'string' ? await aboutOf(db, NOBODY, site.id, about) : null
  const { monuments } = await subjectsOf(db, NOBODY, site.id)
  const places = monuments.flatMap((m) => [
    {
      value: m.monument.id,
      label: nameIn(say, m.name, m.monument.slug),
      lang: langOf(say, m.name),
    },
    ...m.parts.map((p) => ({
      value: p.id,
      label: `— ${nameIn(say, p.name, p.slug)}`,
      lang: langOf(say, p.name),
    })),
  ])
  const isPlace = places.some((p) => p.value === named?.id)
  return (
    <article>
      <Problems say={say} problems={problems} />
      <p className="quiet">
        <a href={`/${lang}${named?.page ?? `/${slug}`}`}>{t('forms.back')}</a>
      </p>
      <h1>{t('tips.title')}</h1>
      <p>{t('tips.lead')}</p>
      <Form action={tellUs} lang={say.lang} label={t('tips.title')}>
        <div className={styles.stack}>
          <HiddenField name="site" value={slug} />
          <Select
            name="kind"
            label={t('tips.kind')}
            options={codes(t, 'tipKinds', TIP_KINDS)}
            value={named?.kind === 'source' ? 'error' : TIP_KINDS[0]}
          />
          <Select
            name="about"
            label={t('tips.about')}
            none={t('tips.aboutSite')}
            options={[
              ...(named && !isPlace ? [{ value: named.id, label: labelOf(say, named) }] : []),
              ...places,
            ]}
            value={named?.id ?? ''}
          />
          <TextArea name="words" rows={6} label={t('tips.words')} hint={t('tips.wordsHint')} />
          <TextField name="url" inputMode="url" dir="ltr" label={t('tips.url')} />
          <TextField
            name="contact"
            autoComplete="off"
            dir="auto"
            label={t('tips.contact')}
            hint={t('tips.contactHint', { days: CONTACT_DAYS })}
          />
          <div className="visually-hidden" aria-hidden="true" inert>
            <TextField name="website" autoComplete="off" label={t('tips.trap')} />
          </div>
          <Submit label={t('tips.send')} pending={t('tips.sending')} />
        </div>
      </Form>
    </article>
  )
}

function labelOf({ t, lang }: Say, { kind, text, said }: Named): string {
  const name = said?.text ?? text?.[lang] ?? text?.en ?? text?.ar ?? ''
  return `${t(`history.kinds.${kind}`)}${t('history.colon')} ${clip(name, 70)}`
}
