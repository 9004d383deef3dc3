import type { Page } from '@playwright/test'

/* Forms and pages as a browser reads them: parsed by one, never run. */

export type Field = {
  name: string
  kind: 'text' | 'choice'
  value: string
  options: string[]
  isInvalid: boolean
}
/** A form of a page; `fixed` is what it sends whatever is typed. */
export type Form = { label: string; fixed: Record<string, string>; fields: Field[] }

/** The forms of a page's main part that post something and hold a field for text. */
export function formsOf(page: Page, html: string): Promise<Form[]> {
  return page.evaluate((text) => {
    const main = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
    const forms = [...(main?.querySelectorAll('form') ?? [])].filter((f) => f.method === 'post')
    const read = (form: HTMLFormElement) => {
      const fixed: Record<string, string> = {}
      const fields = new Map<string, Field>()
      for (const input of form.querySelectorAll<
        HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
      >('input, textarea, select')) {
        const { name, type } = input
        const isInvalid =
          (input.closest('fieldset')?.getAttribute('aria-invalid') ??
            input.getAttribute('aria-invalid')) === 'true'
        if (name === '' || input.closest('button')) continue
        if (type === 'hidden') fixed[name] = input.value
        else if (['password', 'file', 'submit'].includes(type)) continue
        else if (input instanceof HTMLSelectElement)
          fields.set(name, {
            name,
            kind: 'choice',
            value: input.value,
            options: [...input.options].map((o) => o.value),
            isInvalid,
          })
        else if (type === 'radio' || type === 'checkbox') {
          const former = fields.get(name)
          const isOn = (input as HTMLInputElement).defaultChecked
          fields.set(name, {
            name,
            kind: 'choice',
            value: isOn ? input.value : (former?.value ?? ''),
            options: [...(former?.options ?? ['']), input.value],
            isInvalid: isInvalid || Boolean(former?.isInvalid),
          })
        } else fields.set(name, { name, kind: 'text', value: input.value, options: [], isInvalid })
      }
      return { label: form.getAttribute('aria-label') ?? '', fixed, fields: [...fields.values()] }
    }
    return forms.map(read).filter((form) => form.fields.some((f) => f.kind === 'text'))
  }, html)
}

/** What in a page could run, load or lead astray, one line each, with the addresses that it links to. */
export function harmIn(page: Page, html: string): Promise<{ harm: string[]; links: string[] }> {
  return page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'text/html')
    const harm: string[] = []
    const never =
      'iframe,object,embed,base,applet,frame,frameset,x5s,foreignObject,animate,set,math,marquee,portal'.split(
        ',',
      )
    for (const element of parsed.querySelectorAll('*')) {
      const tag = element.localName
      if (never.includes(tag)) harm.push(`<${tag}>`)
      // The page on which a report is being made looks again by itself.
      const again = /^\d+; ?url=\/(en|ar)\/[^/]|^\d+$/i
      const isAgain = again.test(element.getAttribute('content') ?? '')
      if (tag === 'meta' && element.hasAttribute('http-equiv') && !isAgain)
        harm.push(`<meta http-equiv> ${element.getAttribute('content')}`)
      if (tag === 'style' && !element.hasAttribute('nonce')) harm.push('<style> without nonce')
      if (tag === 'script' && element.getAttribute('type') === 'application/ld+json') {
        try {
          JSON.parse(element.textContent ?? '')
        } catch {
          harm.push('JSON-LD that is none')
        }
      } else if (tag === 'script' && !element.hasAttribute('nonce'))
        harm.push('<script> without nonce')
      for (const { name, value } of element.attributes) {
        if (/^on|^x5s$|^srcdoc$|^style$/.test(name))
          harm.push(`${tag} ${name}=${value.slice(0, 60)}`)
        const isAddress = /^(href|src|action|formaction|xlink:href|data|poster)$/.test(name)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them from addresses.
        const bare = value.replace(/[\u0000-\u0020]/g, '')
        if (isAddress && /^(javascript|vbscript|data:text)/i.test(bare))
          harm.push(`${tag} ${name}=${value.slice(0, 60)}`)
        if (isAddress && /^(https?:)?\/\/evil\.example/i.test(bare) && tag !== 'a')
          harm.push(`${tag} loads ${value}`)
      }
    }
    const links = [...parsed.querySelectorAll('a[href^="/"]')].map(
      (a) => a.getAttribute('href') ?? '',
    )
    return { harm: [...new Set(harm)], links }
  }, html)
}
