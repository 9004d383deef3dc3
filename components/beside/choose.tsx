import { BESIDE_PARAM, MOST_BESIDE } from '../../db/domain/beside'
import { clockParams, href, type View } from '../../db/domain/filter'
import type { Bilingual } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import styles from './beside.module.css'

type Choice = { slug: string; name: Bilingual; parts: Choice[] }
type Props = {
  say: Say
  /** The page's own path, and the register's. */
  path: string
  register: string
  asked: View
  choices: Choice[]
  chosen: readonly string[]
}

/** A plain form that puts one more monument or part beside those chosen; two while there is none. */
export function ChooseBeside({ say, path, register, asked, choices, chosen }: Props) {
  const { t } = say
  const labels = chosen.length === 0 ? (['first', 'second'] as const) : (['add'] as const)
  if (chosen.length === MOST_BESIDE) return <p className="quiet">{t('beside.choose.full')}</p>
  return (
    <form
      method="get"
      action={path}
      className={styles.choose}
      aria-label={t('beside.choose.label')}
    >
      {chosen.map((slug) => (
        <input key={slug} type="hidden" name={BESIDE_PARAM} value={slug} />
      ))}
      {[...clockParams(asked)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {labels.map((label) => (
        <label key={label}>
          <span>{t(`beside.choose.${label}`)}</span>
          <select name={BESIDE_PARAM} defaultValue="">
            <option value="">{t('beside.choose.nothing')}</option>
            {choices.map((choice) => (
              <Options key={choice.slug} say={say} choice={choice} chosen={chosen} />
            ))}
          </select>
        </label>
      ))}
      <button type="submit">
        {t(chosen.length === 0 ? 'beside.choose.submit' : 'beside.choose.addSubmit')}
      </button>
      {chosen.length > 0 && <a href={href(path, clockParams(asked))}>{t('beside.choose.clear')}</a>}
      <a href={href(register, clockParams(asked))}>{t('beside.choose.inRegister')}</a>
    </form>
  )
}

/** A monument, or a group of it and its parts; what is chosen already cannot be chosen again. */
function Options({ say, choice, chosen }: { say: Say; choice: Choice; chosen: readonly string[] }) {
  const nameOf = ({ name, slug }: Choice) => name[say.lang] ?? name.en ?? name.ar ?? slug
  const otherLang = say.lang === 'ar' ? 'en' : 'ar'
  const option = (one: Choice, label: string) => (
    <option
      key={one.slug}
      value={one.slug}
      lang={one.name[say.lang] ? undefined : otherLang}
      disabled={chosen.includes(one.slug)}
    >
      {label}
    </option>
  )
  if (choice.parts.length === 0) return option(choice, nameOf(choice))
  return (
    <optgroup label={nameOf(choice)}>
      {option(choice, say.t('beside.choose.whole', { name: nameOf(choice) }))}
      {choice.parts.map((part) => option(part, nameOf(part)))}
    </optgroup>
  )
}
