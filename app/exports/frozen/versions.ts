import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Versions } from '../../../db/mutations/freeze'
import { buildId } from '../answer'
import { FACES, inProject, TEMPLATES } from '../pdf'

/** The parts that two versions of the program are compared by; the build stands beside them for information. */
export const PARTS = ['vocabulary', 'template', 'engine', 'code'] as const
export type Part = (typeof PARTS)[number]

const COMPILER = 'node_modules/@myriaddreamin/typst-ts-node-compiler/package.json'
const VOCABULARY = ['db/domain/vocabulary.ts', 'db/domain/labels']
const WORDS = 'app/_i18n'
/** Where the code is that decides what stands in a file. */
const CODE = [
  'app/exports',
  'app/_i18n',
  'components/safe-url.ts',
  'db/domain',
  'db/queries',
  'db/schema.ts',
  'db/store',
]

/**
 * What the program consists of now: hashes of the vocabulary with its labels, of the templates with fonts and messages,
 * of the code that words and lays out, and the engine with the tables of plurals and numbers that it is given.
 */
export function currentVersions(): Versions {
  const fonts = FACES.flat().map((file) => `node_modules/@expo-google-fonts/${file}`)
  const { version } = JSON.parse(readFileSync(inProject(COMPILER), 'utf8'))
  return {
    vocabulary: hashOfFiles(VOCABULARY.flatMap(filesUnder)),
    template: hashOfFiles([
      ...filesUnder(TEMPLATES).filter((path) => path.endsWith('.typ')),
      ...filesUnder(WORDS).filter((path) => path.endsWith('.json')),
      ...fonts,
    ]),
    engine: `typst-ts-node-compiler ${version}, ICU ${process.versions.icu}`,
    code: hashOfFiles([
      ...CODE.flatMap(filesUnder).filter((path) => path.endsWith('.ts')),
      'package-lock.json',
    ]),
    build: buildId(),
  }
}

/** Path and content of each, in order. */
function hashOfFiles(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of [...paths].sort()) {
    const content = readFileSync(inProject(path))
    hash.update(`${path}\n${content.byteLength}\n`).update(content)
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(inProject(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${relativeOf(entry.parentPath ?? entry.path)}/${entry.name}`)
}

function relativeOf(absolute: string): string {
  return absolute.slice(inProject('').length).replaceAll('\\', '/').replace(/^\//, '')
}
