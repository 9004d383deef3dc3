import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { type ReportLang, type ReportLayout, WHOLE } from '../../db/domain/report-options'
import type { Report } from '../../db/queries/report'
import type { Doc } from './document'
import { documentOf } from './document-of'
import { coverage, drawable } from './glyphs'
import { cleanText } from './safe-text'

export const TEMPLATES = 'app/exports'

/** The report's two faces, regular and bold. */
export const FACES = [
  ['amiri/400Regular/Amiri_400Regular.ttf', 'amiri/700Bold/Amiri_700Bold.ttf'],
  [
    'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
    'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  ],
]

/** Compilations for which Typst keeps its intermediate results. */
const KEPT_RESULTS = 4

type Typst = { compiler: NodeCompiler; covered: Set<number> }
const shared = globalThis as { tadmorTypst?: Typst }

/**
 * The status report as a tagged PDF (PDF/UA-1). Everything in it comes from the report, and its time is the revision's,
 * so equal reports make equal bytes. The data reaches the template as JSON only: nothing in it is read as markup.
 */
export function reportPdf(
  report: Report,
  {
    origin,
    lang,
    sections = WHOLE.sections,
    paper = WHOLE.paper,
    photos = new Map(),
  }: Partial<ReportLayout> & {
    origin: string
    lang: ReportLang
    /** JPEGs by the SHA-256 of the public copies that they were made from; a picture without one is left out. */
    photos?: ReadonlyMap<string, Uint8Array>
  },
): Uint8Array<ArrayBuffer> {
  shared.tadmorTypst ??= openTypst()
  const { compiler, covered } = shared.tadmorTypst
  const doc = withPhotos(documentOf(report, lang, origin, { sections, paper }), photos)
  const shadows = [...photos].map(([sha256, bytes]): [string, Uint8Array] => [
    inProject(`${TEMPLATES}/photos/${sha256}.jpg`),
    bytes,
  ])
  for (const [path, bytes] of shadows) compiler.mapShadow(path, Buffer.from(bytes))
  const data = JSON.stringify(doc.isBrief ? asList(doc) : doc, (_, value) =>
    typeof value === 'string' ? drawable(cleanText(value), covered) : value,
  )
  const compiled = compiler.compile({
    mainFilePath: inProject(`${TEMPLATES}/report.typ`),
    inputs: { data },
  })
  if (!compiled.result)
    throw new Error(
      `the report did not compile: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`,
    )
  const creationTimestamp = Math.floor(Date.parse(report.pinned.head.at) / 1000)
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp })
  compiler.evictCache(KEPT_RESULTS)
  for (const [path] of shadows) compiler.unmapShadow(path)
  return new Uint8Array(pdf)
}

/** The document with those pictures only that there are bytes of. */
function withPhotos(doc: Doc, photos: ReadonlyMap<string, Uint8Array>): Doc {
  const sheets = doc.sheets.map((sheet) => ({
    ...sheet,
    photos: sheet.photos.filter((line) => line.every((p) => photos.has(p.sha256))),
  }))
  return { ...doc, sheets }
}

/** A brief report with no more of its ten thousand lines than the list sets. */
function asList(doc: Doc) {
  const register = doc.register.map(({ headline, status, possibly, names }) => ({
    headline,
    status,
    possibly,
    names,
  }))
  return { ...doc, register }
}

/** The compiler with the report's fonts, and the characters that both weights of one of them can draw. */
function openTypst(): Typst {
  const faces = FACES.map((files) =>
    files.map((file) => readFileSync(inProject(`node_modules/@expo-google-fonts/${file}`))),
  )
  const covered = faces.flatMap(([regular, bold]) => {
    if (!regular || !bold) return []
    const inBold = coverage(bold)
    return [...coverage(regular)].filter((code) => inBold.has(code))
  })
  return {
    compiler: NodeCompiler.create({
      workspace: inProject(TEMPLATES),
      fontArgs: [{ fontBlobs: faces.flat() }],
    }),
    covered: new Set(covered),
  }
}

export function inProject(path: string): string {
  return join(/* turbopackIgnore: true */ process.cwd(), path)
}
