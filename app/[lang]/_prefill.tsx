import type { ReactNode } from 'react'
import { type Prefill, Prefilled } from '../../components/form/prefilled'
import { AsWritten } from '../../components/own-text'
import type { Translate } from '../../components/say'
import { typedAgain } from '../../db/domain/typed'
import type { Lang } from '../../db/domain/vocabulary'
import { begunAs } from '../../db/mutations/propose'
import { referenceOf } from '../../db/mutations/tips'
import { getProposal } from '../../db/queries/proposals'
import { findTip } from '../../db/queries/tips'
import { store } from '../../db/store/open'
import { translator } from '../_i18n'
import { getReader } from '../_session'
import styles from './_editing/editing.module.css'

type Begun = { prefill: Prefill; notice: ReactNode }

/**
 * Any form of a page, begun with what its address names: one's own proposal that is to be amended (`proposal`), or a
 * word from outside that is being taken up (`tip`). The page itself need not know. Next keeps a layout
 * from page to page, so its address must be come to by a plain link.
 */
export async function Begin({
  lang,
  address,
  children,
}: {
  lang: Lang
  address: string
  children: ReactNode
}) {
  const params = new URLSearchParams(address.split('?')[1])
  const [proposal, tip] = [params.get('proposal'), params.get('tip')]
  const t = translator(lang)
  const begun = proposal ? await amending(t, proposal) : tip ? await takingUp(t, tip) : null
  if (begun === null) return children
  return (
    <Prefilled prefill={begun.prefill}>
      <div className={styles.notice} role="note">
        {begun.notice}
      </div>
      {children}
    </Prefilled>
  )
}

async function amending(t: Translate, id: string): Promise<Begun | null> {
  const found = await getProposal(store().db, await getReader(), id).catch(() => null)
  if (found?.may !== 'amend') return null
  const last = found.steps.findLast((step) => step.state === 'returned')
  return {
    prefill: { values: typedAgain(begunAs(found).input), amends: id },
    notice: (
      <>
        <p>
          <strong>{t('desk.amend.title')}</strong> {t('desk.amend.intro')}
        </p>
        {last?.comment && (
          <>
            <p>{t('desk.amend.comment', { who: last.name })}</p>
            <blockquote>
              <AsWritten text={last.comment} />
            </blockquote>
          </>
        )}
      </>
    ),
  }
}

async function takingUp(t: Translate, id: string): Promise<Begun | null> {
  const found = await findTip(store().db, await getReader(), id)
  if (found === null) return null
  const reference = referenceOf(id)
  return {
    prefill: {
      values: {
        ...(found.url === null ? {} : { newUrl: [found.url] }),
        reason: [t('tips.prefill.reason', { reference })],
      },
    },
    notice: (
      <>
        <p>
          <strong>{t('tips.prefill.title', { reference })}</strong> {t('tips.prefill.hint')}
        </p>
        <blockquote>
          <AsWritten text={found.words} />
        </blockquote>
      </>
    ),
  }
}
