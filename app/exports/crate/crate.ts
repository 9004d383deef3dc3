import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Asked, addressOf, answerKey, type Format } from '../answer'
import {
  CLAIMS_CSV,
  MONUMENTS_CSV,
  MONUMENTS_GEOJSON,
  MONUMENTS_JSONLD,
  MONUMENTS_XLSX,
  REPORT_PDF,
  SOURCES_CSV,
} from '../formats'
import type { Piece } from '../stream'
import { both, viewFacts } from '../view-facts'
import { type Entry, zip } from '../zip'
import { type CrateFile, measured, type Passed } from './entries'
import { imageFiles } from './images'
import { MOST_WITH_REPORT } from './limits'
import { metadata } from './metadata'
import { preview } from './preview'

/** The files of the view that go into a crate, in this order. */
const FORMATS: Format[] = [
  MONUMENTS_CSV,
  CLAIMS_CSV,
  SOURCES_CSV,
  MONUMENTS_XLSX,
  MONUMENTS_GEOJSON,
  MONUMENTS_JSONLD,
]

/** All of it as one archive, ready to deposit. */
export const CRATE_ZIP: Format = {
  path: 'crate.zip',
  name: 'crate',
  extension: 'zip',
  mime: 'application/zip',
  hasOptions: false,
  hasBox: false,
  pieces: crate,
}

/**
 * An RO-Crate 1.2 of the view: every file of it, a page to read, the licences, checksums, and last the metadata, which
 * know the size and checksum of what went before. Made as it is taken; its time is the revision's.
 */
async function* crate(asked: Asked): AsyncGenerator<Piece> {
  const facts = await viewFacts(asked)
  const passed: Passed[] = []
  const measure = (file: CrateFile) => measured(file, (found) => passed.push(found))
  const entries: Entry[] = [
    ...FORMATS.map((format) => measure(fileOf(format, asked))),
    ...(facts.found <= MOST_WITH_REPORT
      ? (['en', 'ar'] as const).map((lang) => measure(reportIn(lang, asked)))
      : []),
    ...(await imageFiles(asked)).map(measure),
    measure(brought('DATA-LICENSE.md', 'exports.crate.licences')),
    measure(
      brought('LICENSE', 'exports.crate.code', 'https://spdx.org/licenses/AGPL-3.0-or-later'),
    ),
    measure({
      path: 'ro-crate-preview.html',
      name: both(({ t }) => t('exports.crate.preview')),
      mime: 'text/html',
      pieces: () => once(() => preview(facts, [...passed])),
    }),
    measure({
      path: 'manifest-sha256.txt',
      name: both(({ t }) => t('exports.crate.manifest')),
      mime: 'text/plain',
      pieces: () => once(() => passed.map((f) => `${f.sha256}  ${f.path}\n`).join('')),
    }),
    {
      path: 'ro-crate-metadata.json',
      pieces: () => once(() => metadata(asked, facts, passed)),
    },
  ]
  yield* zip(entries, new Date(asked.pinned.head.at))
}

function fileOf(format: Format, asked: Asked): CrateFile {
  const key = format.path.replace('.', '_')
  return {
    path: format.path,
    name: both(({ t }) => t(`exports.formats.${key}`)),
    mime: format.mime.split(';')[0] ?? format.mime,
    pieces: () => format.pieces(asked, ''),
    isPressed: format.extension === 'xlsx',
    isMade: true,
  }
}

/** The report in one language: the bytes that its own address gives. */
function reportIn(lang: 'en' | 'ar', asked: Asked): CrateFile {
  const { db, reader, origin, site, pinned } = asked
  const options = { ...asked, lang }
  const address = addressOf(REPORT_PDF, { slug: site.slug, view: pinned.view, options })
  return {
    path: `status-report-${lang}.pdf`,
    name: both(({ t }) => t(`register.exports.pdf_${lang}`)),
    mime: REPORT_PDF.mime,
    isPressed: true,
    isMade: true,
    async *pieces() {
      const key = await answerKey(db, reader, origin, address)
      yield* REPORT_PDF.pieces(options, key)
    },
  }
}

/** A file of the program that goes along. */
function brought(path: string, title: string, licence?: string): CrateFile {
  return {
    path,
    name: both(({ t }) => t(title)),
    mime: path.endsWith('.md') ? 'text/markdown' : 'text/plain',
    licence,
    pieces: () =>
      once(() => readFileSync(join(/* turbopackIgnore: true */ process.cwd(), path), 'utf8')),
  }
}

async function* once(make: () => string): AsyncGenerator<string> {
  yield make()
}
