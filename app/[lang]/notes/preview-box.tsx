'use client'

import { useForm } from '../../../components/form/form'
import { PlainMarkupView } from '../../../components/plain-markup'
import styles from '../_editing/editing.module.css'
import type { NoteAside } from './aside'

/** How the note will look, once that was asked for. */
export function PreviewBox({ label }: { label: string }) {
  const { state } = useForm<NoteAside>()
  const preview = state.extra?.preview
  if (!preview) return null
  return (
    <section className={styles.notice} aria-label={label}>
      <PlainMarkupView markup={preview} />
    </section>
  )
}
