import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { messages as ar } from '../../app/_i18n/ar/index'
import { messages as en } from '../../app/_i18n/en/index'
import * as vocabulary from '../../db/domain/vocabulary'

type Node = ReturnType<IntlMessageFormat['getAst']>[number]
type Messages = { [key: string]: string | Messages }

/** The parser's numbers for the kinds of node this test tells apart. */
const KIND = { literal: 0, select: 5, pound: 7, tag: 8 } as const
const ROOT = new URL('../../app/_i18n/', import.meta.url)
/** The labels of the vocabulary live with the domain, since every change to the record stores them. */
const LABELS = new URL('../../db/domain/labels/', import.meta.url)
const ARABIC_PLURALS = ['few', 'many', 'one', 'other', 'two', 'zero']
/** Exports of the vocabulary that pick from another list and so have no labels of their own. */
const SUBSETS = ['CONTESTABLE', 'WORKS_KINDS', 'RISK_PROBABILITIES']
const DEFINED = [
  'conditions',
  'headlines',
  'flags',
  'sourceClasses',
  'reliabilities',
  'infoGrades',
  'certainties',
  'stances',
  'probabilities',
  'properties',
  'methods',
  'accesses',
  'sensitivities',
  'riskBands',
  'changes',
]

test('every message file has a twin in the other language', () => {
  assert.deepEqual(filesOf('ar'), filesOf('en'))
  assert.ok(filesOf('en').length > 0)
})

test('the app loads every message file', () => {
  for (const messages of [en, ar]) {
    assert.deepEqual(
      Object.keys(messages)
        .map((name) => `${name}.json`)
        .sort(),
      filesOf('en'),
    )
  }
})

for (const file of filesOf('en')) {
  const [en, ar] = [leavesOf('en', file), leavesOf('ar', file)]

  test(`${file}: both languages have the same keys, none blank`, () => {
    assert.deepEqual([...ar.keys()].sort(), [...en.keys()].sort())
    for (const [key, text] of [...en, ...ar]) assert.ok(text.trim() !== '', `${key} is blank`)
  })

  test(`${file}: messages parse and take the same arguments in both languages`, () => {
    for (const [key, text] of en) {
      const translation = ar.get(key)
      if (translation === undefined) continue
      assert.deepEqual(argumentsOf(key, 'ar', translation), argumentsOf(key, 'en', text), key)
    }
  })

  test(`${file}: Arabic plurals name all six forms`, () => {
    for (const [key, text] of ar) {
      for (const plural of nodesOf(key, 'ar', text).filter(isCardinal)) {
        const forms = Object.keys(plural.options).filter((form) => !form.startsWith('='))
        assert.deepEqual(forms.sort(), ARABIC_PLURALS, key)
      }
    }
  })

  test(`${file}: no English sentence is left in the Arabic`, () => {
    for (const [key, text] of ar) {
      const words = nodesOf(key, 'ar', text).flatMap((n) =>
        n.type === KIND.literal ? n.value : [],
      )
      const hasArabic = /\p{Script=Arabic}/u.test(words.join())
      const latinWords = words.join(' ').match(/\p{Script=Latin}{2,}/gu) ?? []
      const isLicence = /^CC BY(-[A-Z]{2})*$/.test(text)
      assert.ok(hasArabic || isLicence || latinWords.length < 3, `${key}: ${text}`)
    }
  })
}

for (const lang of vocabulary.LANGS) {
  const vocab = read(lang, 'vocab.json')

  test(`vocab.json (${lang}): every list has a name, every code a label, and nothing else`, () => {
    const lists = Object.fromEntries(codeLists())
    const { lists: names, definitions, ...labels } = vocab
    assert.deepEqual(keysOf(names), Object.keys(lists).sort())
    assert.deepEqual(keysOf(labels), Object.keys(lists).sort())
    for (const [list, codes] of Object.entries(lists)) {
      assert.deepEqual(keysOf(labels[list]), [...codes].sort(), list)
    }
    assert.deepEqual(keysOf(definitions), [...DEFINED].sort())
  })

  test(`vocab.json (${lang}): the defined lists are complete`, () => {
    const definitions = vocab.definitions as Messages
    for (const list of DEFINED) {
      assert.deepEqual(keysOf(definitions[list]), keysOf(vocab[list]), list)
    }
  })
}

/** The vocabulary's lists under their message keys: SOURCE_CLASSES is `sourceClasses`. */
function codeLists(): [string, readonly string[]][] {
  return Object.entries(vocabulary).flatMap(([name, list]) =>
    Array.isArray(list) && !SUBSETS.includes(name) ? [[camelCase(name), list as string[]]] : [],
  )
}

function camelCase(constant: string): string {
  return constant.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
}

function filesOf(lang: string): string[] {
  const names = readdirSync(new URL(`${lang}/`, ROOT))
  return [...names.filter((name) => name.endsWith('.json')), 'vocab.json'].sort()
}

/** Every message of a file by its dotted key; empty when the file is missing. */
function leavesOf(lang: string, file: string): Map<string, string> {
  if (!filesOf(lang).includes(file)) return new Map()
  return new Map(walk(read(lang, file), ''))
}

function walk(messages: Messages, prefix: string): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] => {
    assert.ok(!key.includes('.'), `use-intl reads the dot in ${prefix}${key} as nesting`)
    return typeof value === 'string' ? [[prefix + key, value]] : walk(value, `${prefix}${key}.`)
  })
}

function read(lang: string, file: string): Messages {
  const url =
    file === 'vocab.json' ? new URL(`${lang}.json`, LABELS) : new URL(`${lang}/${file}`, ROOT)
  return JSON.parse(readFileSync(url, 'utf8')) as Messages
}

function keysOf(messages: string | Messages | undefined): string[] {
  return typeof messages === 'object' ? Object.keys(messages).sort() : []
}

/** What the caller must pass: argument and tag names, with the kind of each and a select's choices. */
function argumentsOf(key: string, lang: string, text: string): string[] {
  const names = nodesOf(key, lang, text).flatMap((node) => {
    if (node.type === KIND.literal || node.type === KIND.pound) return []
    if (node.type === KIND.select) return `${node.value} select ${Object.keys(node.options).sort()}`
    return node.type === KIND.tag ? `<${node.value}>` : node.value
  })
  return [...new Set(names)].sort()
}

/** All nodes of a parsed message, those inside plurals, selects and tags included. */
function nodesOf(key: string, lang: string, text: string): Node[] {
  try {
    return flatten(new IntlMessageFormat(text, lang).getAst())
  } catch (error) {
    throw new Error(`${lang} ${key} does not parse: ${text}`, { cause: error })
  }
}

function flatten(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => {
    if ('options' in node)
      return [node, ...Object.values(node.options).flatMap((o) => flatten(o.value))]
    return 'children' in node ? [node, ...flatten(node.children)] : [node]
  })
}

function isCardinal(node: Node): node is Extract<Node, { pluralType: unknown }> {
  return 'pluralType' in node && node.pluralType === 'cardinal'
}
