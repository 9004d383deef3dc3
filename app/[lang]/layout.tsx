import '../fonts.css'
import '../tokens.css'
import '../globals.css'
import '../a11y.css'
import arabicFace from '@fontsource/amiri/files/amiri-arabic-400-normal.woff2'
import latinFace from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2'
import { notFound } from 'next/navigation'
import { preload } from 'react-dom'
import { CopyWatch } from '../../components/copy-watch'
import { SiteFooter } from '../../components/site-footer'
import { SiteHeader } from '../../components/site-header'
import { currentAddress, siteOf } from '../_address'
import { alternates } from '../_alternates'
import { isShut } from '../_entrance'
import { dirOf, isLang, sayIn } from '../_i18n'
import { requestId } from '../_request'
import { getReader } from '../_session'
import { Account, FactorDue } from './_account'
import { BackupDue } from './_backup-due'
import { DeskLink } from './_desk-link'
import { Begin } from './_prefill'

export const dynamic = 'force-dynamic'

const FONT = { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' } as const

export async function generateMetadata({ params }: LayoutProps<'/[lang]'>) {
  const { lang } = await params
  if (!isLang(lang)) return {}
  const { t } = sayIn(lang)
  const [path = ''] = (await currentAddress(lang)).split(/@|%40|\?/)
  return {
    alternates: alternates(lang, path),
    openGraph: { siteName: t('common.name'), type: 'website', locale: lang },
    title: { default: t('common.name'), template: `%s · ${t('common.name')}` },
    description: t('common.tagline'),
  }
}

export default async function Layout({ params, children }: LayoutProps<'/[lang]'>) {
  const { lang } = await params
  if (!isLang(lang)) notFound()
  preload(lang === 'ar' ? arabicFace : latinFace, FONT)
  const say = sayIn(lang)
  const address = await currentAddress(lang)
  const site = await siteOf(address)
  return (
    <html lang={lang} dir={dirOf(lang)} data-request={requestId()}>
      <body>
        <a className="skip" href="#content">
          {say.t('common.skip')}
        </a>
        <SiteHeader
          say={say}
          address={address}
          site={site}
          isShut={await isShut('', getReader)}
          account={
            <>
              <DeskLink lang={lang} site={site} />
              <Account lang={lang} />
            </>
          }
        />
        <main id="content">
          <FactorDue lang={lang} />
          <BackupDue lang={lang} />
          <Begin lang={lang} address={address}>
            {children}
          </Begin>
        </main>
        <SiteFooter say={say} />
        <CopyWatch copied={say.t('cite.copy.copied')} byHand={say.t('cite.copy.byHand')} />
      </body>
    </html>
  )
}
