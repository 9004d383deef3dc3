'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Checkbox, Fieldset } from '../../../../../components/form/fields'
import { useForm } from '../../../../../components/form/form'
import { AsWritten } from '../../../../../components/own-text'
import { matchesWords } from '../../../../../db/domain/arabic'
import styles from '../threats.module.css'

/** Claims of one source; `count` says how many, in words. */
export type ClaimGroup = {
  id: string
  label: string
  count: string
  claims: { id: string; label: string }[]
}

type Props = {
  legend: string
  hint: string
  find: string
  nothing: string
  groups: ClaimGroup[]
  children: ReactNode
}

/**
 * Claims to tick, folded by source; a source with a ticked claim stays open. Where scripts run, a box above leaves only
 * the claims that hold its words, and those ticked already.
 */
export function ClaimPicker({ legend, hint, find, nothing, groups, children }: Props) {
  const { state } = useForm()
  const [text, setText] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(state.values.claims))
  useEffect(() => setText(''), [])
  const isSought = text !== null && text.trim() !== ''
  const isShown = (group: ClaimGroup, claim: ClaimGroup['claims'][number]) =>
    !isSought || chosen.has(claim.id) || matchesWords(`${group.label} ${claim.label}`, text)
  const hasShown = groups.some((group) => group.claims.some((claim) => isShown(group, claim)))
  return (
    <Fieldset legend={legend} hint={hint} name="claims">
      <p>{children}</p>
      {text !== null && (
        <label className={styles.find}>
          <span>{find}</span>
          <input
            type="search"
            dir="auto"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
        </label>
      )}
      {/* The checkboxes keep their own state; which were ever ticked is followed, so that they stay in sight. */}
      <div
        className={styles.groups}
        onChange={({ target }) => {
          if (target instanceof HTMLInputElement) setChosen(new Set([...chosen, target.value]))
        }}
      >
        {groups.map((group) => {
          const shown = group.claims.filter((claim) => isShown(group, claim))
          const hasChosen = group.claims.some((claim) => chosen.has(claim.id))
          return (
            <details key={group.id} open={isSought || hasChosen} hidden={shown.length === 0}>
              <summary>
                <AsWritten text={group.label} /> <span className="quiet">{group.count}</span>
              </summary>
              {group.claims.map((claim) => (
                <div key={claim.id} hidden={!shown.includes(claim)}>
                  <Checkbox name="claims" on={claim.id} label={claim.label} />
                </div>
              ))}
            </details>
          )
        })}
      </div>
      <p role="status">{isSought && !hasShown ? nothing : ''}</p>
    </Fieldset>
  )
}
