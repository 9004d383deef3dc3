import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { matchesWords, normaliseForSearch, searchWords, tokensOf } from '../../db/domain/arabic'
import { excerptOf } from '../../db/domain/excerpt'
import { EVERYTHING } from '../../db/domain/filter'
import { ALL_FOUND, parseSearch, searchParams } from '../../db/domain/search-filter'
import { answers, entryOf, ftsOf, markedIn, parseQuery } from '../../db/domain/search-query'
import { slipsAllowed, slipsBetween } from '../../db/domain/slips'
import { property } from '../property/each-seed'
import { anyText } from '../support/any-text'

describe('folding', () => {
  const same: [string, string][] = [
    ['قلعة', 'قلعه'],
    ['أفقا', 'افقا'],
    ['إفقا', 'افقا'],
    ['آغورا', 'اغورا'],
    ['المعنى', 'المعني'],
    ['تَدْمُر', 'تدمر'],
    ['تدمـــر', 'تدمر'],
    ['مسؤول', 'مسوول'],
    ['Bēl', 'bel'],
    ["Ba'al", 'baal'],
    ['Ba‘al', 'baal'],
    ['Al-lāt', 'al-lat'],
    ['٢٠١٥', '2015'],
    ['۲۰۱۵', '2015'],
    ['Pal\u00admyra', 'palmyra'],
    ['ﻗﻠﻌﺔ', 'قلعة'],
  ]
  for (const [a, b] of same)
    test(`${a} and ${b} are one`, () => assert.equal(normaliseForSearch(a), normaliseForSearch(b)))

  test('the Arabic article and what is joined to it fall away', () => {
    assert.deepEqual(
      searchWords('القلعة والقلعة بالقلعة للقلعة فالقلعة قلعة'),
      Array(6).fill('قلعه'),
    )
    assert.deepEqual(
      searchWords('الى الفن بل'),
      ['الي', 'فن', 'بل'],
      'but not from a word of one letter',
    )
  })

  test('a joined particle leaves a second reading', () => {
    assert.deepEqual(tokensOf('بتدمر')[0]?.readings, ['تدمر'])
    assert.deepEqual(tokensOf('بعل')[0]?.readings, [])
    assert.deepEqual(tokensOf('IS took it')[0]?.readings, ['isis'])
    assert.deepEqual(tokensOf('It is so')[1]?.readings, [])
  })

  test('words begin words, with the article or without', () => {
    for (const typed of ['القل', 'قلع', 'ال', 'القلعة تد', ''])
      assert.ok(matchesWords('القلعة في تدمر', typed), typed)
    assert.ok(!matchesWords('القلعة في تدمر', 'دمر'))
  })
})

describe('what is typed', () => {
  const found: [typed: string, text: string][] = [
    ['Tadmur', 'Palmyra'],
    ['palmyra', 'تدمر'],
    ['تدمر', 'Tadmor'],
    ['في تدمر', 'Palmyra'],
    ['بتدمر', 'Palmyra'],
    ['Baal', 'Temple of Bel'],
    ['بل', 'Bel'],
    ['bel', 'معبد بعل'],
    ['citadel', 'قلعة فخر الدين المعني'],
    ["Qal'at Ibn Maan", 'Qalaat Ibn Ma‘n'],
    ['theater', 'Roman Theatre'],
    ['المسرح', 'Roman Theatre'],
    ['IS', 'seized by Daesh'],
    ['داعش', 'IS took the city'],
    ['ISIL', 'تنظيم الدولة الإسلامية'],
    ['temples', 'the temple'],
    ['column', 'two columns'],
    ['city', 'two cities'],
    ['the temple of the', 'a temple'],
    ['tetrap', 'Tetrapylon'],
    ['"row of columns"', 'a row of columns'],
    ['«صف من أعمدة»', 'صف من الأعمدة'],
    ['“row of', 'the row'],
    ['Khaled al-Asaad', 'خالد الأسعد'],
    ['𐡶𐡣𐡬𐡥𐡴', 'Palmyra'],
  ]
  for (const [typed, text] of found)
    test(`${typed} finds ${text}`, () => {
      assert.ok(
        answers(entryOf({ names: [], words: [text], context: [] }), parseQuery(typed), true),
      )
      assert.ok(
        markedIn(text, parseQuery(typed)).some((s) => s.isMarked),
        'and marks it',
      )
    })

  const apart: [typed: string, text: string][] = [
    ['Bel', 'Temple of Baalshamin'],
    ['Bel', 'Temple of Baal Shamin'],
    ['بعل', 'معبد بعل شمين'],
    ['Bel', 'below'],
    ['is', 'seized by Daesh'],
    ['"row of columns"', 'columns in a row'],
    ['"Tadmur"', 'Palmyra'],
    ['temple arch', 'temple'],
    ['tetrap x', 'Tetrapylon'],
  ]
  for (const [typed, text] of apart)
    test(`${typed} does not find ${text}`, () =>
      assert.ok(
        !answers(entryOf({ names: [], words: [text], context: [] }), parseQuery(typed), true),
      ))

  test('only what an entry itself says makes it a find, and what it is about the rest', () => {
    const entry = entryOf({ names: [], words: ['blown up'], context: ['Temple of Bel'] })
    assert.ok(answers(entry, parseQuery('bel blown'), true))
    assert.ok(!answers(entry, parseQuery('temple of bel'), true))
  })

  test('no phrase runs from one text into the next', () => {
    const entry = entryOf({ names: [], words: ['the row', 'columns'], context: [] })
    assert.ok(!answers(entry, parseQuery('"row columns"'), true))
  })

  test('nothing but letters and digits goes into the index, between quotation marks', () => {
    for (const typed of [
      '" OR *',
      'NEAR(a b)',
      'a AND NOT b',
      'names:bel',
      '^bel',
      "'; drop table",
      '{names}:x',
    ])
      assert.match(
        ftsOf(parseQuery(typed), true),
        /^(?:[(){} :*]|"[\p{L}\p{N} ]+"|AND|OR|names|words|readings)*$/u,
      )
  })

  test('without a letter or a digit nothing is asked for', () => {
    for (const typed of ['', '  ', '"', '""', '؟!', '\u0000', '\ud800', '\u0301'])
      assert.deepEqual(parseQuery(typed).terms, [], JSON.stringify(typed))
  })
})

describe('slips', () => {
  const counted: [string, string, number][] = [
    ['tetrapilon', 'tetrapylon', 1],
    ['arhc', 'arch', 1],
    ['collonade', 'colonnade', 2],
    ['بعلشمين', 'بعلشامين', 1],
    ['bel', 'bel', 0],
    ['bel', 'palmyra', 3],
    ['', 'ab', 2],
  ]
  for (const [a, b, slips] of counted)
    test(`${a} and ${b}: ${slips}`, () => {
      assert.equal(slipsBetween(a, b, 2), slips)
      assert.equal(slipsBetween(b, a, 2), slips)
    })

  test('a longer word may hold more', () =>
    assert.deepEqual(['be', 'arch', 'tower', 'temple'].map(slipsAllowed), [0, 1, 1, 2]))
})

describe('excerpts', () => {
  test('a long text is cut between words, around the first that was found', () => {
    const text = `${'before '.repeat(60)}the tetrapylon fell ${'after '.repeat(60)}`
    const { segments, isCutBefore, isCutAfter, count } = excerptOf(text, parseQuery('tetrapylon'))
    const shown = segments.map((s) => s.text).join('')
    assert.ok(shown.length <= 265 && text.includes(shown))
    assert.match(shown, /^before .*(after|tetrapylon)$/s)
    assert.deepEqual([isCutBefore, isCutAfter, count], [true, true, 1])
    assert.deepEqual(
      segments.filter((s) => s.isMarked),
      [{ text: 'tetrapylon', isMarked: true }],
    )
  })

  const address = (before: number, after: number) =>
    `https://example.org/${'x/'.repeat(before)}tetrapylon/${'y/'.repeat(after)}`
  const far: [name: string, text: string][] = [
    ['without a space', address(200, 200)],
    ['with spaces only behind it', `${address(200, 0)} ${'after '.repeat(60)}`],
    ['with spaces only far before it', `${'before '.repeat(60)}${address(60, 200)}`],
    ['with spaces just before it', `${'before '.repeat(60)}${address(8, 200)}`],
  ]
  for (const [name, text] of far)
    test(`of a long address what was found is shown, ${name}`, () => {
      const { segments } = excerptOf(text, parseQuery('tetrapylon'))
      const shown = segments.map((s) => s.text).join('')
      assert.ok(shown.length <= 265 && text.includes(shown), shown)
      assert.ok(
        segments.some((s) => s.isMarked && s.text === 'tetrapylon'),
        shown,
      )
    })

  property('cutting and marking keep every character of a text', anyText, (text) => {
    for (const typed of [text, 'bel', 'a', text.slice(0, 3)])
      assert.equal(
        markedIn(text, parseQuery(typed))
          .map((s) => s.text)
          .join(''),
        text,
      )
    const { segments, isCutBefore, isCutAfter } = excerptOf(text.repeat(9), parseQuery(text))
    const shown = segments.map((s) => s.text).join('')
    assert.ok(text.repeat(9).includes(shown))
    if (!isCutBefore && !isCutAfter) assert.equal(shown, text.repeat(9))
  })
})

describe('the filter of a search', () => {
  test('reads what it writes', () => {
    const filter = {
      ...ALL_FOUND,
      kinds: ['event' as const],
      classes: ['press' as const],
      langs: ['ar'],
      site: 'palmyra',
      place: 'bel',
      exactly: true,
    }
    const params = searchParams({ ...EVERYTHING, text: 'x' }, filter)
    assert.deepEqual(parseSearch(params), { filter, problems: [] })
    assert.deepEqual(parseSearch(new URLSearchParams('record=&in=')), {
      filter: ALL_FOUND,
      problems: [],
    })
  })

  test('names what it cannot use', () => {
    const bad = 'record=ruin&class=x&in=%3Cb%3E&site=a%20b&place=a/b&exactly=yes'
    const { filter, problems } = parseSearch(new URLSearchParams(bad))
    assert.deepEqual(filter, ALL_FOUND)
    assert.deepEqual(
      problems.map((p) => p.param),
      ['record', 'class', 'in', 'site', 'place', 'exactly'],
    )
  })

  property('takes any parameter without failing', fc.tuple(anyText, anyText), ([name, value]) => {
    parseSearch(
      new URLSearchParams([
        [name, value],
        ['in', value],
        ['place', value],
      ]),
    )
  })
})
