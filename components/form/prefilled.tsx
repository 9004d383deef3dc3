'use client'

import { createContext, type ReactNode, useContext } from 'react'

/**
 * What the form of a page begins with instead of what the register says, by field; a field that is not named begins as
 * usual. `amends` is the proposal that the form amends.
 */
export type Prefill = { values: Record<string, string[]>; amends?: string }

const PrefillContext = createContext<Prefill | null>(null)

/** Has the form among its children begin so. */
export function Prefilled({ prefill, children }: { prefill: Prefill; children: ReactNode }) {
  return <PrefillContext value={prefill}>{children}</PrefillContext>
}

/** What the form of this page begins with; null where that is what the register says. */
export function usePrefill(): Prefill | null {
  return useContext(PrefillContext)
}
