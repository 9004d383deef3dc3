import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const AXE = { resultTypes: ['violations' as const], rules: { 'target-size': { enabled: true } } }

/**
 * What axe finds wrong with a page, one line each: WCAG 2.0 to 2.2, A and AA, target size among them, and its best
 * practices. Measuring contrast takes longer than all the rest, and tells the same in either language.
 */
export async function violations(page: Page, { contrast = true } = {}): Promise<string[]> {
  // No page has frames, which is all that the newer mode is for; it takes thrice the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options(AXE)
  if (!contrast) axe.disableRules('color-contrast')
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      (node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim()}`,
    ),
  )
}

/** Opens every fold of a page. */
export function openDetails(page: Page): Promise<void> {
  return page.locator('details').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '')
  })
}

/**
 * What a machine can tell and axe does not: figures without a name, skipped headings, and words in the script of
 * another language than the one they are marked as.
 */
export function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const labelOf = (element: Element) =>
      element.getAttribute('aria-label') ??
      (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
    for (const figure of document.querySelectorAll('svg, canvas, figure, img, [role=img]')) {
      if (figure.closest('[aria-hidden=true]')) continue
      const own = figure.querySelector(':scope > title, :scope > figcaption')?.textContent ?? ''
      const name = `${labelOf(figure)}${own}${figure.getAttribute('alt') ?? ''}`
      if (name.trim() === '') found.push(`no name: ${figure.outerHTML.slice(0, 120)}`)
      if (figure.tagName === 'svg' && !figure.hasAttribute('role'))
        found.push(`no role: ${figure.outerHTML.slice(0, 120)}`)
    }
    let level = 0
    for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
      // What was wrong with the address stands before the page.
      if (heading.closest('[role=alert]')) continue
      const own = Number(heading.tagName[1])
      if (own > level + 1) found.push(`h${level} is followed by ${heading.outerHTML.slice(0, 120)}`)
      level = own
    }
    if (document.querySelectorAll('h1').length !== 1) found.push('not one h1')
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent?.trim() ?? ''
      const parent = texts.currentNode.parentElement
      if (!parent || parent.closest('script, style, textarea')) continue
      const lang = parent.closest('[lang]')?.getAttribute('lang')
      const letters = text.match(/\p{L}/gu) ?? []
      const arabic = text.match(/\p{Script=Arabic}/gu) ?? []
      const isArabic = arabic.length > letters.length / 2
      if (isArabic && !/^(ar|fa)\b/.test(lang ?? ''))
        found.push(`Arabic as ${lang}: ${text.slice(0, 80)}`)
      if (arabic.length === 0 && lang === 'ar' && /(\p{Script=Latin}{2,}[\s,]+){3}/u.test(text))
        found.push(`Latin as ar: ${text.slice(0, 80)}`)
    }
    return found
  })
}

/**
 * What does not fit the window, but for what has a box of its own to scroll in: WCAG 1.4.10 at 320 CSS pixels, which
 * are 1280 at 400 %. Empty when nothing scrolls sideways.
 */
export function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement
    const isInScroller = (element: Element | null): boolean =>
      element !== null &&
      (/(auto|scroll)/.test(getComputedStyle(element).overflowX) ||
        isInScroller(element.parentElement))
    const sticksOut = (element: Element) => {
      const box = element.getBoundingClientRect()
      return (
        box.width > 1 &&
        // What a picture draws beyond its own edge is cut there.
        !element.parentElement?.closest('svg') &&
        (box.right > root.clientWidth + 1 || box.left < -1) &&
        !isInScroller(element.parentElement)
      )
    }
    const wide = [...document.querySelectorAll('body *')].filter(sticksOut).slice(0, 3)
    return [
      ...wide.map((e) => `${e.tagName}.${e.getAttribute('class')} ${e.textContent?.slice(0, 60)}`),
      ...(root.scrollWidth > root.clientWidth ? [`scrolls to ${root.scrollWidth} pixels`] : []),
    ]
  })
}

/** Texts that are cut off although they are not meant to be: what a reader loses who spaces text out (WCAG 1.4.12). */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => {
        const style = getComputedStyle(element)
        return (
          /(hidden|clip)/.test(`${style.overflowX} ${style.overflowY}`) &&
          style.clipPath === 'none' &&
          element.textContent?.trim() !== '' &&
          (element.scrollHeight > element.clientHeight + 1 ||
            element.scrollWidth > element.clientWidth + 1)
        )
      })
      .map((element) => `${element.tagName}.${element.getAttribute('class')}`),
  )
}

/** Where the focus is, and whether an eye can tell. */
export type Stop = {
  name: string
  place: number
  isMarked: boolean
  isInSight: boolean
  isCovered: boolean
}

/** Null when the focus has left the page. */
export function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    const line = element.getClientRects()[0] ?? box
    const top = document.elementFromPoint(
      line.left + line.width / 2,
      Math.max(1, line.top + Math.min(line.height, 12) / 2),
    )
    // A mark in a picture lets what is behind it show through: it is covered when something else is over the picture.
    const own = element.closest('svg') ?? element
    return {
      name: `${element.tagName} ${element.getAttribute('name') ?? ''} ${element.textContent?.trim().slice(0, 40)}`,
      place: [...document.querySelectorAll('*')].indexOf(element),
      isMarked: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
      isInSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
      isCovered: !(top !== null && (own.contains(top) || top.contains(own))),
    }
  })
}
