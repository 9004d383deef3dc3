import * as mupdf from 'mupdf'

/* PDF files read by a program that did not write them. */

export function openPdf(bytes: Uint8Array): mupdf.PDFDocument {
  return mupdf.Document.openDocument(bytes, 'application/pdf') as mupdf.PDFDocument
}

/** The text of one page, or of all of them. */
export function pdfText(pdf: mupdf.PDFDocument, page?: number): string {
  const pages = page === undefined ? Array.from({ length: pdf.countPages() }, (_, n) => n) : [page]
  return pages
    .map((n) => pdf.loadPage(n).toStructuredText('preserve-whitespace').asText())
    .join('\n')
}

/** Where the links of a file lead. */
export function pdfLinks(pdf: mupdf.PDFDocument): Set<string> {
  const uris = new Set<string>()
  for (let n = 0; n < pdf.countPages(); n++)
    for (const link of pdf.loadPage(n).getLinks()) uris.add(link.getURI())
  return uris
}

/** Text without marks of direction, and with one space for any. */
export function bareText(text: string): string {
  return text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/\s+/g, ' ')
}
