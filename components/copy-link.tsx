import styles from './copy-link.module.css'
import type { Say } from './say'

type Props = {
  say: Say
  /** What the link is to: its name is the message `cite.copy.<what>`. */
  what: string
  /** An address of ours, as a link may have it; none is the one that the page has in the browser. */
  path?: string
  /** Parameters that the address is given besides its own. */
  pin?: URLSearchParams
}

/** A button that copies the absolute form of an address; `CopyWatch` does it, and without scripts there is no button. */
export function CopyLink({ say: { t }, what, path = '', pin }: Props) {
  return (
    <button type="button" className={styles.copy} data-copy={path} data-pin={pin?.toString()}>
      {t(`cite.copy.${what}`)}
    </button>
  )
}
