'use client'

import { TextArea, TextField } from '../../../../components/form/fields'
import { useForm } from '../../../../components/form/form'
import editing from '../../_editing/editing.module.css'
import styles from './threats.module.css'

type Props = {
  legend: string
  lead: string
  rationaleLabel: string
  rationaleHint: string
  values: Record<string, string>
  isBegun: boolean
  parts: {
    part: string
    label: string
    hint: string
    fields: { name: string; label: string }[]
  }[]
}

/** The optional ABC score, folded away until there is one; a form that comes back with part of one keeps it open. */
export function ScoreFields(props: Props) {
  const { legend, lead, rationaleLabel, rationaleHint, values, isBegun, parts } = props
  const { state } = useForm()
  const names = [...parts.flatMap((p) => p.fields.map((f) => f.name)), 'scoreRationale']
  const isTyped = names.some((name) => state.values[name]?.some((text) => text.trim() !== ''))
  return (
    <details className={editing.more} open={isBegun || isTyped}>
      <summary>{legend}</summary>
      <div className={editing.stack}>
        <p>{lead}</p>
        {parts.map(({ part, label, hint, fields }) => (
          <fieldset key={part} className={styles.estimates}>
            <legend>{label}</legend>
            <p className="quiet">{hint}</p>
            <div className={styles.three}>
              {fields.map((field) => (
                <TextField
                  key={field.name}
                  {...field}
                  value={values[field.name]}
                  inputMode="decimal"
                  dir="ltr"
                  autoComplete="off"
                />
              ))}
            </div>
          </fieldset>
        ))}
        <TextArea
          name="scoreRationale"
          rows={3}
          label={rationaleLabel}
          hint={rationaleHint}
          value={values.scoreRationale}
        />
      </div>
    </details>
  )
}
