import type { Scheme } from '../../db/domain/vocabulary'
import type { Say } from '../say'
import { identifierUrl } from './identifier-url'
import styles from './monument.module.css'

type Identifier = { id: string; scheme: Scheme; value: string | null; label: string | null }
type Props = { say: Say; identifiers: Identifier[] }

/** What a monument is called in other registers, each a link where that register has addresses. */
export function Identifiers({ say, identifiers }: Props) {
  return (
    <ul className={styles.inline}>
      {identifiers.map((i) => (
        <li key={i.id}>
          {say.t(`vocab.schemes.${i.scheme}`)} <IdentifierValue {...i} />
        </li>
      ))}
    </ul>
  )
}

function IdentifierValue({ scheme, value, label }: Identifier) {
  const url = value === null ? null : identifierUrl(scheme, value)
  const text = <bdi dir="ltr">{label ? `${value} (${label})` : value}</bdi>
  return url ? (
    <a href={url} rel="noopener noreferrer nofollow">
      {text}
    </a>
  ) : (
    text
  )
}
