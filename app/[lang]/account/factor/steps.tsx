'use client'

import { Submit, TextField } from '../../../../components/form/fields'
import { useForm } from '../../../../components/form/form'
import styles from '../account.module.css'
import type { Told } from './told'

/** The words of the set-up, already translated. */
export type Words = Record<
  | 'password'
  | 'begin'
  | 'pending'
  | 'scanHint'
  | 'qr'
  | 'secretHint'
  | 'code'
  | 'codeHint'
  | 'confirm'
  | 'kept'
  | 'codes'
  | 'codesHint',
  string
>

/** The fields of the step that the form has come to. */
export function Steps({ words }: { words: Words }) {
  const { state } = useForm<Told>()
  const told = state.extra
  if (told?.step === 'done') return <Codes words={words} />
  if (told?.step !== 'code')
    return (
      <>
        <Password label={words.password} />
        <Submit label={words.begin} pending={words.pending} />
      </>
    )
  return (
    <>
      {told.qr && told.secret ? (
        <Secret words={words} qr={told.qr} secret={told.secret} />
      ) : (
        <p>{words.kept}</p>
      )}
      <TextField
        name="code"
        dir="ltr"
        inputMode="numeric"
        autoComplete="one-time-code"
        label={words.code}
        hint={words.codeHint}
      />
      <Submit label={words.confirm} pending={words.pending} />
    </>
  )
}

/** Recovery codes that the form has just made; nothing before that. */
export function Codes({ words }: { words: Pick<Words, 'codes' | 'codesHint'> }) {
  const { state } = useForm<Told>()
  if (state.extra?.step !== 'done') return null
  return (
    <section aria-label={words.codes}>
      <p>
        <strong>{words.codes}</strong>
      </p>
      <p>{words.codesHint}</p>
      <ol className={styles.codes} dir="ltr">
        {state.extra.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
    </section>
  )
}

/** The password once more. */
export function Password({ label }: { label: string }) {
  return (
    <TextField
      name="presentPassword"
      type="password"
      dir="ltr"
      autoComplete="current-password"
      label={label}
    />
  )
}

function Secret({
  words,
  qr,
  secret,
}: {
  words: Words
  qr: { size: number; path: string }
  secret: string
}) {
  return (
    <>
      <p>{words.scanHint}</p>
      <svg
        className={styles.qr}
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        role="img"
        aria-label={words.qr}
        shapeRendering="crispEdges"
      >
        <path d={qr.path} fill="currentColor" />
      </svg>
      <p>
        {words.secretHint}
        <br />
        <bdi dir="ltr" className={styles.secret}>
          {secret.match(/.{1,4}/g)?.join(' ')}
        </bdi>
      </p>
    </>
  )
}
