import { BESIDE_PARAM } from '../../db/domain/beside'
import { clockParams, type View } from '../../db/domain/filter'
import { shownIn } from '../../db/domain/retyped'
import type { Bilingual } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import styles from './beside.module.css'

const FORM = 'beside'

type ChoiceProps = { say: Say; row: { slug: string; name: Bilingual } }

/** A box in a list of monuments that chooses one to be put beside others; `BesidePicker` is its form. */
export function BesideBox({ say, row: { slug, name } }: ChoiceProps) {
  return (
    <input
      type="checkbox"
      className={styles.box}
      form={FORM}
      name={BESIDE_PARAM}
      value={slug}
      aria-label={say.t('beside.pick.one', { name: shownIn(name, say.lang) || slug })}
    />
  )
}

type PickerProps = {
  say: Say
  /** The page of the site, without the clocks. */
  path: string
  asked: View
  /** For editors: what changes the ticked, and all that are found, at once. */
  many?: { label: string; all: { label: string; href: string } } | null
}

/** Sends the boxes that are ticked anywhere on the page to the comparison, at the clocks of this page. */
export function BesidePicker({ say: { t }, path, asked, many }: PickerProps) {
  return (
    <form
      id={FORM}
      method="get"
      action={`${path}/beside`}
      className={styles.picker}
      aria-label={t('beside.pick.label')}
    >
      {[...clockParams(asked)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p className="quiet">{t('beside.pick.hint')}</p>
      <button type="submit">{t('beside.pick.submit')}</button>
      {many && (
        <>
          <button type="submit" formAction={`${path}/many`}>
            {many.label}
          </button>
          <a href={many.all.href}>{many.all.label}</a>
        </>
      )}
    </form>
  )
}
