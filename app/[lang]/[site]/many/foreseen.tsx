'use client'

import { useForm } from '../../../../components/form/form'
import type { Bilingual, Lang } from '../../../../db/domain/vocabulary'
import styles from './many.module.css'

/** What a save of many would change, record by record. */
export type Foreseen = { rows: Row[] }
type Row = {
  /** The version that this was worked out from; sent back with the form. */
  seen: string
  place: Bilingual
  kind: string
  fields: { name: string; before: Bilingual; after: Bilingual }[]
}

export type Texts = Record<'caption' | 'place' | 'before' | 'after', string> & {
  fields: Record<string, string>
}

type Props = { lang: Lang; texts: Texts; rows?: Row[] }

/** The table of what will change, and the versions it was worked out from; what the last answer says, or else `rows`. */
export function ForeseenTable({ lang, texts, rows = [] }: Props) {
  const { state } = useForm<Foreseen>()
  const shown = state.extra?.rows ?? rows
  if (shown.length === 0) return null
  return (
    <div className={styles.foreseen}>
      <table>
        <caption>{texts.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.place}</th>
            <th scope="col">{texts.before}</th>
            <th scope="col">{texts.after}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ seen, place, fields }) => (
            <tr key={seen}>
              <th scope="row">
                <Own lang={lang} text={place} />
                <input type="hidden" name="seen" value={seen} />
              </th>
              <td>
                {fields.map(({ name, before }) => (
                  <p key={name}>
                    <span className="quiet">{texts.fields[name] ?? name}</span>{' '}
                    <del>
                      <Own lang={lang} text={before} />
                    </del>
                  </p>
                ))}
              </td>
              <td>
                {fields.map(({ name, after }) => (
                  <p key={name}>
                    <ins>
                      <Own lang={lang} text={after} />
                    </ins>
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The button in words of what it would do now: show, or save what is shown. */
export function SaveMany({
  texts,
  rows = [],
}: {
  texts: Record<'show' | 'save' | 'pending', string>
  rows?: Row[]
}) {
  const { state, isPending } = useForm<Foreseen>()
  const isShown = (state.extra?.rows ?? rows).length > 0
  return (
    <button
      type="submit"
      aria-disabled={isPending || undefined}
      onClick={(event) => isPending && event.preventDefault()}
    >
      {isPending ? texts.pending : isShown ? texts.save : texts.show}
    </button>
  )
}

/** A text of ours in the page's language, or else in the other, marked. */
function Own({ lang, text }: { lang: Lang; text: Bilingual }) {
  const own = text[lang]
  if (own !== undefined) return <bdi>{own}</bdi>
  const other = lang === 'ar' ? 'en' : 'ar'
  return <bdi lang={other}>{text[other]}</bdi>
}
