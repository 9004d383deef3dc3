/*
 * What stands in a form's fields, read and put back. In the browser only: text that could not be kept on the server is
 * held in sessionStorage, which dies with the tab.
 */

/** Names with their values, in the order of the fields. */
export type Entries = [name: string, value: string][]

const PREFIX = 'tadmor:typed:'

/** All texts and choices of a form with its own hidden fields; no files, no passwords, nothing of React's. */
export function entriesOf(form: HTMLFormElement): Entries {
  return [...new FormData(form)].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !entry[0].includes('$') && !/password|repeat/i.test(entry[0]),
  )
}

/** Puts texts and choices back where fields of these names are; hidden fields keep what the server gave them. */
export function putBack(form: HTMLFormElement, entries: Entries): void {
  const seen = new Map<string, number>()
  for (const field of form.elements) {
    if (!isField(field) || field.type === 'hidden' || field.name === '') continue
    const own = entries.flatMap(([name, value]) => (name === field.name ? [value] : []))
    if (field instanceof HTMLInputElement && /checkbox|radio/.test(field.type)) {
      field.checked = own.includes(field.value)
      continue
    }
    const n = seen.get(field.name) ?? 0
    seen.set(field.name, n + 1)
    field.value = own[n] ?? ''
  }
}

/** Holds entries for a form in this tab; quietly does without where storage is full or refused. */
export function hold(key: string, entries: Entries): void {
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(entries))
  } catch {}
}

/** What this tab holds for a form, or null. */
export function held(key: string): Entries | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null') as Entries | null
  } catch {
    return null
  }
}

/** Lets go of what is held: of one form, or of all. */
export function letGo(key?: string): void {
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(PREFIX + (key ?? ''))) sessionStorage.removeItem(name)
  } catch {}
}

function isField(
  element: Element,
): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  )
}
