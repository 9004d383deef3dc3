import { ClockBar } from '../../../../components/clock-bar'
import styles from '../../../../components/images/images.module.css'
import { Pair } from '../../../../components/images/pair'
import { Caption, Picture } from '../../../../components/images/picture'
import { imageFile } from '../../../../components/images/types'
import { JsonLd } from '../../../../components/json-ld'
import { SourceLink } from '../../../../components/monument/source-link'
import { OwnText, Words } from '../../../../components/own-text'
import { Problems, Saved } from '../../../../components/problems'
import type { Say } from '../../../../components/say'
import { env } from '../../../../db/cli/env'
import { clockParams, href } from '../../../../db/domain/filter'
import { can, type Reader } from '../../../../db/domain/policy'
import { shownIn } from '../../../../db/domain/retyped'
import { getImage, type ImagePage, imageDetails } from '../../../../db/queries/images'
import { listSites } from '../../../../db/queries/sites'
import { openPage, orNotFound } from '../../../_page'
import { imageData } from '../../../_schema-org'
import { ForReviewers } from './for-reviewers'

type Props = PageProps<'/[lang]/images/[image]'>

export async function generateMetadata({ params, searchParams }: Props) {
  const { lang, image: id } = await params
  const { say, db, reader, pinned } = await openPage(lang, searchParams)
  const { image } = await orNotFound(getImage(db, reader, decodeURIComponent(id), pinned))
  return { title: shownIn(image.caption, say.lang) }
}

/** One picture: what it shows, beside its earlier one where it has one, and what it is evidence of. */
export default async function Page({ params, searchParams }: Props) {
  const { lang, image: id } = await params
  const { say, db, reader, asked, pinned, problems, saved } = await openPage(lang, searchParams)
  const page = await orNotFound(getImage(db, reader, decodeURIComponent(id), pinned))
  const { image } = page
  const { t } = say
  const path = `/${lang}/images/${encodeURIComponent(image.id)}`
  const title = shownIn(image.caption, say.lang)
  const details = await imageDetails(db, reader, image.id)
  const [site] = await listSites(db, reader, pinned.view.rev)
  return (
    <article>
      <Saved say={say} rev={saved} />
      <Problems say={say} problems={problems} />
      <p className="quiet">
        {t('images.one')} ·{' '}
        <a href={href(`/${lang}/history/${encodeURIComponent(image.id)}`, clockParams(asked))}>
          {t('history.ofRecord')}
        </a>
      </p>
      <h1>
        <OwnText say={say} text={image.caption} />
      </h1>
      <ClockBar say={say} title={title} path={path} asked={asked} settled={pinned.view} />
      {image.before ? (
        <Pair say={say} before={image.before} after={image} />
      ) : (
        <figure className={styles.single}>
          <Picture say={say} image={image} isLarge />
          <figcaption>
            <Caption say={say} image={image} />
          </figcaption>
        </figure>
      )}
      <Facts say={say} page={page} />
      <Editing say={say} reader={reader} page={page} site={site?.slug ?? null} />
      {can(reader, 'review') && <ForReviewers say={say} image={image} details={details} />}
      <JsonLd data={imageData(env().publicOrigin, say.lang, image, pinned.view)} />
    </article>
  )
}

function Facts({ say, page }: { say: Say; page: ImagePage }) {
  const { t, at, lang } = say
  const { image, source, claim, redacts, redactedBy } = page
  const pageOf = (id: string) => at(`/${lang}/images/${encodeURIComponent(id)}`)
  return (
    <>
      <dl>
        <dt>{t('images.belongs')}</dt>
        <dd>
          {claim && (
            <>
              <a href={at(`/${lang}/claims/${encodeURIComponent(claim.id)}`)}>
                <Words claim={claim} />
              </a>{' '}
              —{' '}
            </>
          )}
          <SourceLink say={say} source={source} />
        </dd>
        <dt>{t('images.taken')}</dt>
        <dd>{image.taken ? say.date(image.taken, 'on') : t('images.takenUnknown')}</dd>
        <dt>{t('images.size')}</dt>
        <dd>
          <a href={imageFile(image.id, 'large.webp')}>
            {t('images.pixels', { width: String(image.width), height: String(image.height) })}
          </a>
        </dd>
      </dl>
      {redacts && (
        <p>
          <a href={pageOf(redacts.id)}>{t('images.redacted.original')}</a>
        </p>
      )}
      {redactedBy.map((copy) => (
        <p key={copy.id}>
          {t('images.redacted.has')} <a href={pageOf(copy.id)}>{t('images.redacted.copy')}</a>
        </p>
      ))}
    </>
  )
}

type EditingProps = { say: Say; reader: Reader; page: ImagePage; site: string | null }

/** What an editor can do here, and what is still missing. */
function Editing({ say: { t, lang }, reader, page: { image, redacts }, site }: EditingProps) {
  if (!can(reader, 'record')) return null
  const id = encodeURIComponent(image.id)
  const missing = (['en', 'ar'] as const).filter((own) => !image.caption[own])
  return (
    <>
      {missing.map((own) => (
        <p key={own} role="note">
          {t(`images.missing.${own}`)}{' '}
          <a href={`/${lang}/images/${id}/edit`}>{t('images.missing.add')}</a>
        </p>
      ))}
      <p className={styles.ways}>
        <a className="button" href={`/${lang}/images/${id}/edit`}>
          {t('images.form.edit')}
        </a>
        {!redacts && !image.redacts && (
          <a href={`/${lang}/images/new?redacts=${id}`}>{t('images.redacted.add')}</a>
        )}
        {site && (
          <a href={`/${lang}/${site}/withdraw?record=${id}`}>{t('monument.edit.withdraw')}</a>
        )}
      </p>
    </>
  )
}
