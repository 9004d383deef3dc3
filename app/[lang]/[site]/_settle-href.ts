type Settled = {
  question: { id: string } | null
  claims: { id: string }[]
  settledBy: { id: string } | null
}

/** Where an editor settles a disagreement, or corrects the conclusion that settled it. `path` is the site's page. */
export function settleHref(path: string): (disagreement: Settled) => string {
  return ({ question, claims, settledBy }) => {
    const [name, record] = settledBy
      ? ['assessment', settledBy]
      : question
        ? ['question', question]
        : ['claim', claims[0]]
    return `${path}/assess?${new URLSearchParams([[name, record?.id ?? '']])}`
  }
}
