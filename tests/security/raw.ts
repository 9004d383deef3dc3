import { request } from 'node:http'
import type { Site } from '../support/site-process'

/** What a server answered; `cookie` is what a browser would send back. */
export type Answer = {
  status: number
  headers: Record<string, string>
  text: string
  location: string
  cookie: string
  /** The `Set-Cookie` headers. */
  cookies: string[]
}
export type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer }

/**
 * Sends a request with exactly these headers and this path; a browser or fetch would add its own and tidy the path. Where
 * no Host is given it is the site's. An answer that is broken off, or none, has the status 0.
 */
export function send(
  site: Pick<Site, 'url'>,
  path: string,
  { method = 'GET', headers = {}, body = '' }: Sent = {},
): Promise<Answer> {
  const { port, host } = new URL(site.url)
  return new Promise((resolve) => {
    const nothing = { status: 0, headers: {}, text: '', location: '', cookie: '', cookies: [] }
    const outgoing = request(
      { host: '127.0.0.1', port, path, method, headers: { host, ...headers }, agent: false },
      async (answer) => {
        let text = ''
        try {
          for await (const chunk of answer) text += chunk
        } catch {
          return resolve({ ...nothing, text })
        }
        const { 'set-cookie': cookies = [], ...rest } = answer.headers
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(rest).map(([n, v]) => [n, String(v)])),
          text,
          location: answer.headers.location ?? '',
          cookies,
          cookie: cookies.map((header) => header.split(';')[0]).join('; '),
        })
      },
    )
    outgoing.setTimeout(20_000, () => outgoing.destroy(new Error('no answer within 20 s')))
    outgoing.once('error', (error) => resolve({ ...nothing, text: String(error) }))
    outgoing.end(body)
  })
}

/** A form as a browser sends it without scripts: the body and its headers. */
export function multipart(
  fields: Record<string, string>,
): Required<Pick<Sent, 'headers' | 'body'>> {
  const boundary = 'x-x-x-x'
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const body = `${parts.join('')}--${boundary}--\r\n`
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': String(Buffer.byteLength(body)),
  }
  return { headers, body }
}

/** Posts a form with these headers and no others. */
export function post(
  site: Pick<Site, 'url'>,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): Promise<Answer> {
  const form = multipart(fields)
  return send(site, path, {
    method: 'POST',
    headers: { ...headers, ...form.headers },
    body: form.body,
  })
}

/** The hidden fields of the last form of a page's main part, and what is filled in already: what Next finds its action by. */
export function hiddenFields(html: string): Record<string, string> {
  const form = html.slice(html.lastIndexOf('<form', html.indexOf('</main>')))
  const inputs = form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)
  return Object.fromEntries(
    [...inputs].map(([, name = '', value = '']) => [unescaped(name), unescaped(value)]),
  )
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
