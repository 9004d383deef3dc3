import { expect, type Page } from '@playwright/test'
import type { Site } from './site-process'

export const ADMIN = {
  name: 'Zenobia',
  email: 'zenobia@example.org',
  password: 'violet lantern harbour',
}

/** Makes the first administrator of a fresh site by its one-time link and leaves the page signed in. */
export async function becomeFirstAdmin(page: Page, site: Site): Promise<void> {
  const link = /\/en\/join\/[\w-]{43}/.exec(site.firstRunOutput)?.[0] ?? ''
  await page.goto(link)
  for (const [name, value] of Object.entries({ ...ADMIN, repeat: ADMIN.password }))
    await page.fill(`[name=${name}]`, value)
  await page.click('main button')
  await expect(page).not.toHaveURL(/join/)
}

/** Adds somebody as the administrator who is signed in; returns the path of their one-time link. */
export async function invite(
  page: Page,
  person: { name: string; email: string; role: string; siteId?: string; lang?: string },
): Promise<string> {
  await page.goto('/en/people')
  await page.fill('[name=name]', person.name)
  await page.fill('[name=email]', person.email)
  await page.selectOption('[name=role]', person.role)
  if (person.lang) await page.selectOption('[name=lang]', person.lang)
  if (person.siteId) await page.selectOption('[name=siteId]', person.siteId)
  await page.click('main form button')
  const link = page.locator('input[readonly]')
  await expect(link).toBeVisible()
  return new URL(await link.inputValue()).pathname
}

/** Uses an invitation up and leaves the page signed in. */
export async function acceptInvitation(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link)
  for (const name of ['password', 'repeat']) await page.fill(`[name=${name}]`, password)
  await page.click('main button')
  await expect(page).not.toHaveURL(/join/)
}
