import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayIn } from '../../app/_i18n'
import { cslItem, versionPath } from '../../app/exports/cite/item'
import { asFile, inStyle } from '../../app/exports/cite/library'
import { requireBounds } from '../../db/domain/dates'
import type { Lang } from '../../db/domain/vocabulary'

const ORIGIN = 'https://tadmor.example'
const HEAD = { rev: 12, hash: 'h', at: '2017-01-20T10:00:00.000Z' }
const TITLE = { en: 'Temple of Bel: status as of 12 Jan 2017', ar: 'معبد بل: الحالة' }

function item(lang: Lang) {
  const cited = {
    kind: 'monument' as const,
    id: 'temple-of-bel',
    title: TITLE[lang],
    path: `/${lang}/palmyra/temple-of-bel`,
    clocks: { asOf: requireBounds('2017-01-12').earliest, knownAt: null },
    head: HEAD,
  }
  return { item: cslItem(sayIn(lang), cited, ORIGIN), cited }
}

test('a citation names the version, its day and its address, in both styles', () => {
  const { item: csl, cited } = item('en')
  const address = `${ORIGIN}/en/palmyra/temple-of-bel@12?asOf=2017-01-12`
  assert.equal(`${ORIGIN}${versionPath(cited)}`, address)
  assert.equal(
    inStyle(csl, 'chicago'),
    `“Temple of Bel: Status as of 12 Jan 2017.” 2017. In Tadmor, a Register of Heritage Sites at Risk. ${address}.`,
  )
  assert.equal(
    inStyle(csl, 'apa'),
    `Temple of Bel: status as of 12 Jan 2017. (2017). In Tadmor, a register of heritage sites at risk (revision 12). ${address}`,
  )
  assert.doesNotMatch(JSON.stringify(csl), /accessed/)
})

test('the files for reference managers keep key, title, version and address, in Arabic too', () => {
  for (const lang of ['en', 'ar'] as const) {
    const { item: csl } = item(lang)
    const bibtex = asFile(csl, 'bibtex')
    assert.match(bibtex, /^@misc\{tadmor-temple-of-bel-r12,/)
    assert.ok(bibtex.replace(/[{}]/g, '').includes(TITLE[lang]), bibtex)
    assert.ok(bibtex.includes(csl.version), bibtex)
    const ris = asFile(csl, 'ris')
    assert.match(ris, /^TY {2}- ENCYC$/m)
    assert.ok(ris.includes(`TI  - ${TITLE[lang]}`) && ris.includes(`UR  - ${csl.URL}`), ris)
    assert.deepEqual(JSON.parse(asFile(csl, 'csl-json')), [csl])
    assert.equal(asFile(csl, 'bibtex'), bibtex, 'the same bytes each time')
  }
})
