import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { addressKey } from '../../app/_client-address'
import { keepTyped, readForm, translateIssues } from '../../app/_form-data'
import { translator } from '../../app/_i18n'
import { ownPath } from '../../app/_own-path'
import { isFromOwnPage } from '../../app/_same-origin'
import { isEasilyGuessed, isPersonal } from '../../db/domain/password'
import {
  emailText,
  findForbidden,
  listOf,
  longText,
  numberText,
  shortText,
} from '../../db/domain/text'
import { SEEDS, SIZES } from '../sizes'

const ORIGIN = 'https://tadmor.example'
const LOCAL = 'http://localhost:3000'

test('only requests from our own pages may change anything', () => {
  const host = 'tadmor.example'
  const refused: Record<string, string>[] = [
    {},
    { host },
    { host, 'sec-fetch-site': 'cross-site' },
    { host, 'sec-fetch-site': 'same-site' },
    { host, 'sec-fetch-site': 'none' },
    { host, 'sec-fetch-site': 'cross-site', origin: ORIGIN },
    { host, origin: 'null' },
    { host, origin: 'null', 'sec-fetch-site': 'same-origin' },
    { host, origin: 'https://evil.example' },
    { host, origin: `${ORIGIN}.evil.example` },
    { host, origin: 'http://tadmor.example' },
    { host, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { host, 'x-forwarded-host': host },
    { host: 'evil.example', origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { host: 'evil.example', origin: ORIGIN },
    { origin: ORIGIN },
  ]
  for (const headers of refused)
    assert.equal(isFromOwnPage(new Headers(headers), ORIGIN), false, JSON.stringify(headers))
  const accepted: Record<string, string>[] = [
    { host, origin: ORIGIN },
    { host, 'sec-fetch-site': 'same-origin' },
    { host, origin: ORIGIN, 'sec-fetch-site': 'same-origin', 'x-forwarded-host': 'evil.example' },
    { host: '127.0.0.1:3000', origin: ORIGIN },
  ]
  for (const headers of accepted)
    assert.equal(isFromOwnPage(new Headers(headers), ORIGIN), true, JSON.stringify(headers))
})

test('on loopback its names stand for each other, other ports do not', () => {
  const from = (origin: string, host: string) => isFromOwnPage(new Headers({ origin, host }), LOCAL)
  assert.ok(from('http://127.0.0.1:3000', '127.0.0.1:3000'))
  assert.ok(from('http://[::1]:3000', '[::1]:3000'))
  assert.ok(!from('http://localhost:3001', 'localhost:3000'))
  assert.ok(!from('http://localhost', 'localhost:3000'))
})

test('addresses count by IPv4 or /64; without a proxy no header is believed', () => {
  const key = (forwarded: string, origin = ORIGIN) =>
    addressKey(new Headers({ 'x-forwarded-for': forwarded }), origin)
  assert.equal(key('203.0.113.9'), '203.0.113.9')
  assert.equal(key('1.1.1.1, 203.0.113.9'), '203.0.113.9')
  assert.equal(key('::ffff:203.0.113.9'), '203.0.113.9')
  assert.equal(key('2001:db8:0:1::7'), '2001:db8:0:1::/64')
  assert.equal(key('2001:0DB8::1:aa:bb:cc:dd'), '2001:db8:0:1::/64')
  assert.equal(key('2001:db8::7'), '2001:db8:0:0::/64')
  assert.equal(key('nonsense'), 'local')
  assert.equal(key('203.0.113.9', LOCAL), 'local')
})

test('behind two proxies the outer one’s word counts, and nothing before it', () => {
  const key = (forwarded: string) =>
    addressKey(new Headers({ 'x-forwarded-for': forwarded }), ORIGIN, 2)
  assert.equal(key('1.1.1.1, 203.0.113.9, 198.51.100.2'), '203.0.113.9')
  assert.equal(key('203.0.113.9, 198.51.100.2'), '203.0.113.9')
  assert.equal(key('198.51.100.2'), '198.51.100.2')
  const others = { forwarded: 'for=1.1.1.1', 'x-real-ip': '1.1.1.1', 'cf-connecting-ip': '1.1.1.1' }
  assert.equal(addressKey(new Headers(others), ORIGIN), 'local')
})

test('any text as the address to go back to stays on this site', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '//',
    '\t',
    '\n',
    ' ',
    'https:',
    'javascript:',
    '@',
    'evil.example',
    '.',
    '%2f',
    '%5c',
    '\u2028',
    '\u3002',
    '#',
    '?',
    '::1',
    'en',
  )
  const path = fc.oneof(
    fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string(),
  )
  for (const seed of SEEDS)
    fc.assert(
      fc.property(path, (given) => {
        const target = new URL(ownPath(given, ORIGIN), `${ORIGIN}/en/sign-in`)
        assert.equal(target.origin, ORIGIN)
      }),
      { seed, numRuns: SIZES.propertyRuns * 5 },
    )
})

test('a redirect leads nowhere else', () => {
  for (const path of [
    '//evil',
    '/\\evil',
    'https:evil',
    'https://evil',
    '/\t/evil',
    '/\n/evil',
    '\\\\evil',
    'evil',
    '',
  ])
    assert.equal(ownPath(path, ORIGIN), '/', JSON.stringify(path))
  for (const path of ['/en', '/en/palmyra?asOf=2016-12-11', '/%2f%2fevil'])
    assert.equal(ownPath(path, ORIGIN), path)
})

test('a form is read with its repeated names; blanks are absent; passwords are not kept', () => {
  const data = new FormData()
  for (const [name, value] of [
    ['$ACTION_REF_1', 'x'],
    ['1_$ACTION_ID', 'x'],
    ['_lang', 'ar'],
    ['title', '  Temple '],
    ['blank', '  '],
    ['threat', 'a'],
    ['threat', 'b'],
    ['password', 'secret'],
    ['repeat', 'secret'],
  ] as const)
    data.append(name, value)
  assert.deepEqual(readForm(data), {
    title: '  Temple ',
    threat: ['a', 'b'],
    password: 'secret',
    repeat: 'secret',
  })
  assert.deepEqual(keepTyped(data), { title: ['  Temple '], blank: ['  '], threat: ['a', 'b'] })
})

test('what is wrong is said in the page’s language and never by zod', () => {
  const schema = z.object({
    title: shortText(),
    note: longText(),
    email: emailText(),
    lat: numberText({ min: -90, max: 90 }),
    lon: numberText(),
    kind: z.enum(['a', 'b']),
    other: z.enum(['a', 'b']),
    twice: shortText(),
    link: z.url(),
    flip: longText(),
    list: listOf(z.string()),
  })
  const raw = {
    note: 'x'.repeat(100_000),
    email: 'nobody',
    lat: '91',
    lon: 'east',
    kind: 'c',
    twice: ['a', 'b'],
    link: 'example',
    flip: 'good\u202Edab',
  }
  for (const lang of ['en', 'ar'] as const) {
    const t = translator(lang)
    const parsed = schema.safeParse(raw, { reportInput: true })
    assert.ok(!parsed.success)
    const said = new Map(translateIssues(t, parsed.error).map((e) => [e.field, e.message]))
    assert.deepEqual(Object.fromEntries(said), {
      title: t('errors.field.required'),
      note: t('errors.field.too_long', { max: 20_000 }),
      email: t('errors.field.not_an_email'),
      lat: t('errors.field.too_big', { max: 90 }),
      lon: t('errors.field.not_a_number'),
      kind: t('errors.field.not_a_choice'),
      other: t('errors.field.choose'),
      twice: t('errors.field.given_twice'),
      link: t('errors.field.not_a_url'),
      flip: t('errors.field.bidi', { code: 'U+202E' }),
    })
  }
})

test('text: what must be refused is, what people write is not', () => {
  const keys = (texts: string[]) => texts.map((text) => findForbidden(text)?.key ?? null)
  assert.deepEqual(
    keys([
      'a\u202Ab',
      'a\u2066b',
      'a\u2069b',
      'a\u0000b',
      'a\u001Bb',
      '<script>alert(1)</script>',
      '<img src=x onerror=y',
      '</b>',
      '<!-- x',
    ]),
    ['bidi', 'bidi', 'bidi', 'control', 'control', 'markup', 'markup', 'markup', 'markup'],
  )
  const fine = [
    '5 < 6 and 7 > 3',
    'I <3 Palmyra',
    'تدمر\u200F (Tadmur)',
    'line\nline\tline',
    'a&b "c"',
    'مَدِينَة\u200Cها',
    '👩‍🏫',
  ]
  assert.deepEqual(
    keys(fine),
    fine.map(() => null),
  )
  assert.equal(longText().parse(' a\r\nb '), 'a\nb')
  assert.equal(shortText().parse(' a \n b '), 'a b')
})

test('numbers: Arabic digits are read, blanks and words are not zero', () => {
  const read = (text: string) => numberText().safeParse(text)
  assert.equal(read('٣٤٫٥').data, 34.5)
  assert.equal(read('-38.27').data, -38.27)
  for (const text of ['', ' ', 'x', '1e5', '0x10', '1,5', 'NaN', 'Infinity'])
    assert.ok(!read(text).success, text)
})

test('passwords that others would try first are refused, long ordinary ones are not', () => {
  for (const bad of [
    'passwordpassword',
    'Password1234!',
    'qwertyuiopas',
    '123456789012',
    'aaaaaaaaaaaaaa',
    'palmyra2026!',
    'abcabcabcabc',
  ])
    assert.ok(isEasilyGuessed(bad), bad)
  for (const good of [
    'violet lantern harbour',
    'seven patient camels',
    'correct horse battery staple',
    'Kj4!vz0_pQw81x',
  ])
    assert.ok(!isEasilyGuessed(good), good)
  assert.ok(isPersonal('zenobia12345', { email: 'zenobia@example.org', name: 'Z' }))
  assert.ok(
    !isPersonal('violet lantern harbour', { email: 'zenobia@example.org', name: 'Zenobia' }),
  )
})
