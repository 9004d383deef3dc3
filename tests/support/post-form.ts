import { randomUUID } from 'node:crypto'

/** What recording a claim without JavaScript came to: the revision when it was accepted, else the page that came back. */
export type Posted = { rev: number | null; status: number; page: string }

/** The form for a claim about a monument of Palmyra, as a browser without JavaScript has it. */
export async function openForm(url: string, cookie: string, lang = 'en'): Promise<FormData> {
  const path = `/${lang}/palmyra/record?subject=theatre`
  const answer = await fetch(url + path, { headers: { cookie } })
  const page = await answer.text()
  const form = page.split('<form').find((part) => part.includes('name="words"')) ?? ''
  const data = new FormData()
  for (const [input] of form.split('</form>')[0]?.matchAll(/<input[^>]*>/g) ?? [])
    if (/type="hidden"/.test(input))
      data.append(attribute(input, 'name'), attribute(input, 'value'))
  if (![...data.keys()].some((name) => name.startsWith('$ACTION')))
    throw new Error(`no form at ${path}: ${answer.status}`)
  return data
}

/** Fills the form and sends it; throws where no whole answer comes. */
export async function postClaim(
  url: string,
  cookie: string,
  form: FormData,
  words: string,
  lang = 'en',
): Promise<Posted> {
  const sent = new FormData()
  for (const [name, value] of form) sent.append(name, value)
  const fields = {
    formId: randomUUID(),
    sourceId: 'seed',
    property: 'statement',
    subjectId: 'theatre',
    valid: '2016-01-05',
    words,
    wordsLang: 'en',
    sensitivity: 'public',
    reason: words,
  }
  for (const [name, value] of Object.entries(fields)) sent.set(name, value)
  const answer = await fetch(`${url}/${lang}/palmyra/record?subject=theatre`, {
    method: 'POST',
    headers: { cookie, origin: url },
    body: sent,
    redirect: 'manual',
  })
  const page = await answer.text()
  const saved = /[?&]saved=(\d+)/.exec(answer.headers.get('location') ?? '')
  return { rev: saved ? Number(saved[1]) : null, status: answer.status, page }
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return found
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
