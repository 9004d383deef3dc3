import type { Status } from '../../db/domain/status'
import type {
  Bilingual,
  Category,
  Cause,
  Certainty,
  MonumentKind,
  Probability,
  Property,
  Scheme,
  Sensitivity,
} from '../../db/domain/vocabulary'

/** What a comparison shows of a monument or part. */
export type Entry = {
  monument: { id: string; slug: string; kind: MonumentKind }
  name: Bilingual
  status: Status
  standing: Bilingual | null
  assessments: {
    id: string
    subjectId: string
    subjectName: Bilingual
    property: Property
    value: string | null
    valid: string
    certainty: Certainty
    isInForce: boolean
  }[]
  threats: {
    id: string
    category: Category
    cause: Cause
    probability: Probability
    isOpen: boolean
  }[]
  claims: unknown[]
  sources: unknown[]
  disagreements: { settledBy: unknown; isContested: boolean }[]
  latest: {
    id: string
    words: string
    wordsLang: string
    provenance: string | null
    knownFrom: number
    source: { id: string; title: string; publisher: string | null }
  }[]
  coordinates: {
    id: string
    lat: number
    lon: number
    precisionM: number | null
    sensitivity: Sensitivity
  }[]
  names: { id: string; form: string; lang: string }[]
  identifiers: { id: string; scheme: Scheme; value: string | null; label: string | null }[]
  parts: { monument: { id: string; slug: string }; name: Bilingual; status: Status }[]
}
