import type { Page } from '@playwright/test'
import { EDITORS_WAYS } from '../sizes'
import { translatorOf } from '../support/messages'
import { expect, test } from '../support/server'
import { becomeFirstAdmin } from '../support/sign-in'

/* Every editing form sent twice at once is one save, and both sendings are told of it. */

test.describe.configure({ timeout: 120_000 })
test.use({ freshSite: true })

type Form = { path: string; button: string; values: Record<string, string>; claims?: string[] }

const FORMS: Form[] = [
  {
    path: 'palmyra/record?subject=agora',
    button: 'forms.record.save',
    values: {
      newTitle: 'Survey of the agora',
      newClass: 'institution',
      newPublished: '2026-10',
      condition: 'fair',
      valid: '2026-09-14',
      words: 'A few blocks have fallen.',
      rationale: 'Measured on the ground.',
      reason: 'Recording it',
    },
  },
  {
    path: 'palmyra/correct?claim=A35',
    button: 'evidence.claim.save',
    values: { note: 'Looked up again', reason: 'Adding a note' },
  },
  {
    path: 'palmyra/tetrapylon/edit',
    button: 'forms.save',
    values: { 'form:+1': 'Four-way arch', 'lang:+1': 'en', reason: 'A name' },
  },
  {
    path: 'sources/seed/edit',
    button: 'forms.save',
    values: { reliability: 'c', reliabilityReason: 'Copies others.', reason: 'Grading' },
  },
  {
    path: 'palmyra/threats/threat.theatre-2016/edit',
    button: 'forms.save',
    values: { rationale: 'Put otherwise.', reason: 'Wording' },
  },
  {
    path: 'palmyra/threats/threat.theatre-2016/close',
    button: 'forms.threat.close',
    values: { end: '2017-03', endKnown: '2026-11-20', note: 'Over', reason: 'It is over' },
  },
  {
    path: 'palmyra/assess?assessment=bel.condition.2015',
    button: 'evidence.assess.save',
    values: { rationale: 'Put otherwise.', reason: 'Wording' },
  },
  {
    path: 'palmyra/threats/new?subject=temple-of-bel',
    button: 'forms.threat.open',
    values: {
      category: 'natural',
      cause: 'wind',
      probability: 'probable',
      from: '2024-01',
      rationale: 'What is left stands free in the wind.',
      reason: 'Opening it',
    },
  },
  {
    path: 'palmyra/withdraw?record=D-bel-extent.reading',
    button: 'forms.withdraw.submit',
    values: { reason: 'Entered twice' },
  },
  {
    path: 'history/D-bel-extent.reading',
    button: 'history.restore.submit',
    values: { reason: 'Not twice after all' },
  },
]

for (const [lang, javaScriptEnabled] of EDITORS_WAYS)
  test.describe(`${lang}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })
    const t = translatorOf(lang)

    test('a form sent twice is saved once', async ({ page, site }) => {
      await becomeFirstAdmin(page, site)
      let rev = 2
      for (const form of FORMS)
        await test.step(form.path, async () => {
          rev++
          await page.goto(`/${lang}/${form.path}`)
          await fill(page, form.values)
          if (/threats.new/.test(form.path)) await tickFirstClaim(page)
          if (javaScriptEnabled) {
            const button = page.getByRole('button', { name: t(form.button), exact: true })
            await button.evaluate((b: HTMLButtonElement) => {
              b.form?.requestSubmit(b)
              b.form?.requestSubmit(b)
            })
            await expect(page).toHaveURL(new RegExp(`saved=${rev}$`))
          } else
            expect(await sendTwice(page), form.path).toEqual([
              expect.stringMatching(new RegExp(`saved=${rev}$`)),
              expect.stringMatching(new RegExp(`saved=${rev}$`)),
            ])
        })
    })
  })

/** Posts the form as a browser without scripts would, twice at the same moment; where each answer leads. */
async function sendTwice(page: Page): Promise<(string | undefined)[]> {
  const fields = await page
    .locator('main form:has([name="reason"])')
    .evaluate((form: HTMLFormElement) =>
      [...new FormData(form)].map(([name, value]) => [name, String(value)] as const),
    )
  const send = async () => {
    const form = new FormData()
    for (const [name, value] of fields) form.append(name, value)
    const headers = { origin: new URL(page.url()).origin }
    const answer = await page.request.post(page.url(), {
      multipart: form,
      headers,
      maxRedirects: 0,
    })
    return answer.headers().location
  }
  return Promise.all([send(), send()])
}

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values))
    await page.locator(`main [name="${name}"]`).evaluate((element, text) => {
      Object.assign(element, { value: text })
      element.closest('details')?.setAttribute('open', '')
      element.dispatchEvent(new Event('input', { bubbles: true }))
    }, value)
}

async function tickFirstClaim(page: Page): Promise<void> {
  await page
    .locator('main [name="claims"]')
    .first()
    .evaluate((box: HTMLInputElement) => {
      box.checked = true
    })
}
