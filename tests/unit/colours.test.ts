import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { register } from 'node:module'
import { test } from 'node:test'
import {
  type Color,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
} from 'culori'
import { renderToStaticMarkup } from 'react-dom/server'
import { HEADLINES, type Headline } from '../../db/domain/vocabulary'

/* The colours of app/tokens.css as eyes get them: against their backgrounds, beside each other, to each kind of eye. */

register('../support/no-css.mjs', import.meta.url)
const { StatusGlyph } = await import('../../components/status-mark')

const TOKENS = readFileSync(new URL('../../app/tokens.css', import.meta.url), 'utf8')
const THEMES = ['light', 'dark'] as const
const PAPERS = ['paper', 'paper-raised', 'paper-sunken']
/** The flags' colours, by their names in components/status-mark.module.css. */
const FLAG_COLORS = ['danger', 'good', 'contested']

/** WCAG 2.2, 1.4.3: text of ordinary size. */
const LEAST_CONTRAST = 4.5
/** CIEDE2000: about 2 is the least that can be seen side by side; apart, and small, it takes several times as much. */
const LEAST_DIFFERENCE = 10

const EYES: Record<string, (color: Color) => Color> = {
  'all cones': (color) => color,
  protanopia: filterDeficiencyProt(1) as (color: Color) => Color,
  deuteranopia: filterDeficiencyDeuter(1) as (color: Color) => Color,
  tritanopia: filterDeficiencyTrit(1) as (color: Color) => Color,
}

for (const [n, theme] of THEMES.entries()) {
  const color = (name: string): Color => {
    const value = new RegExp(`--${name}:\\s*light-dark\\(([^,]+),([^)]+)\\)`).exec(TOKENS)?.[n + 1]
    const parsed = parse(value?.trim() ?? '')
    assert.ok(parsed, `app/tokens.css has no --${name}: light-dark(…, …)`)
    return parsed
  }

  test(`${theme}: the colours of statuses, flags and text stand out from every paper`, () => {
    for (const name of [...HEADLINES, ...FLAG_COLORS, 'ink', 'ink-soft'])
      for (const paper of PAPERS) {
        const contrast = wcagContrast(color(name), color(paper))
        assert.ok(contrast >= LEAST_CONTRAST, `--${name} on --${paper}: ${contrast.toFixed(2)}`)
      }
  })

  for (const [eye, seen] of Object.entries(EYES))
    test(`${theme}, ${eye}: two statuses differ in colour, or in shape`, () => {
      const difference = differenceCiede2000()
      for (const [i, one] of HEADLINES.entries())
        for (const other of HEADLINES.slice(i + 1)) {
          const apart = difference(seen(color(one)), seen(color(other)))
          assert.ok(
            apart >= LEAST_DIFFERENCE || shapeOf(one) !== shapeOf(other),
            `${one} and ${other} have one shape and are only ${apart.toFixed(1)} apart`,
          )
        }
    })
}

/** What is drawn for a status, without its colours. */
function shapeOf(headline: Headline): string {
  return renderToStaticMarkup(StatusGlyph({ headline }))
}
