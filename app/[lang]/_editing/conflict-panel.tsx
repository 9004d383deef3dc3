'use client'

import { CHOICE, CHOSEN_FROM } from '../../../components/form/choices'
import { useForm } from '../../../components/form/form'
import type { Aside, Difference } from './answers'
import type { ConflictTexts } from './conflict-texts'
import styles from './editing.module.css'

/**
 * What a stale form and the register disagree on: where it began, theirs and mine. What both changed is chosen here, at
 * once where scripts run, else as the form is sent; whatever is then typed into the field itself comes first.
 */
export function Conflict({ texts }: { texts: ConflictTexts }) {
  const { state } = useForm<Aside>()
  const conflict = state.extra?.conflict
  if (!conflict) return null
  return (
    <section className={styles.conflict} aria-label={texts.title}>
      <p>{conflict.about}</p>
      {conflict.differences.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {(['field', 'base', 'theirs', 'mine'] as const).map((column) => (
                <th key={column} scope="col">
                  {texts[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody key={state.key}>
            {conflict.differences.map((difference) => (
              <Row key={difference.field} difference={difference} texts={texts} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ difference, texts }: { difference: Difference; texts: ConflictTexts }) {
  const { label, shown, isBoth } = difference
  return (
    <tr>
      <th scope="row">
        {label}
        <span className={styles.fate}>{isBoth ? texts.both : texts.taken}</span>
      </th>
      <td dir="auto" data-label={texts.base}>
        {shown.base || texts.empty}
      </td>
      {(['theirs', 'mine'] as const).map((side) => (
        <td key={side} dir="auto" data-label={texts[side]}>
          {shown[side] || texts.empty}
          {isBoth && <Choice difference={difference} side={side} texts={texts} />}
        </td>
      ))}
    </tr>
  )
}

function Choice({
  difference: { field, label, sent, isMine },
  side,
  texts,
}: {
  difference: Difference
  side: 'theirs' | 'mine'
  texts: ConflictTexts
}) {
  const isChosen = isMine === (side === 'mine')
  return (
    <label className={styles.take}>
      <input
        type="radio"
        name={`${CHOICE}${field}`}
        value={sent[side]}
        defaultChecked={isChosen}
        aria-label={`${texts[side === 'mine' ? 'takeMine' : 'takeTheirs']} – ${label}`}
        onChange={({ currentTarget: { form } }) => fillIn(form, field, sent[side])}
      />
      <span>{texts[side === 'mine' ? 'takeMine' : 'takeTheirs']}</span>
      {isChosen && <input type="hidden" name={`${CHOSEN_FROM}${field}`} value={sent[side]} />}
    </label>
  )
}

function fillIn(form: HTMLFormElement | null, field: string, text: string): void {
  const found = form?.elements.namedItem(field)
  if (found instanceof HTMLInputElement && found.type === 'checkbox') found.checked = text !== ''
  else if (
    found instanceof HTMLInputElement ||
    found instanceof HTMLTextAreaElement ||
    found instanceof HTMLSelectElement
  )
    found.value = text
}
