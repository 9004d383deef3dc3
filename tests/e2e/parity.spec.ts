import type { APIRequestContext } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { viewParams } from '../../db/domain/filter'
import { LANGS } from '../../db/domain/vocabulary'
import { SEEDS, SIZES } from '../sizes'
import { randomView } from '../support/random-view'
import { expect, test } from '../support/server'
import { unzipped } from '../support/unzipped'

const MARKS =
  /<tr[^>]*><th[^>]*><a href="\/(?:en|ar)\/palmyra\/([^"?]+)[^"]*"[\s\S]*?data-headline="([^"]+)"/g

/** The ids of the monuments in the other files of a view, as libraries that did not write them read them. */
async function idsInOtherFiles(request: APIRequestContext, query: string, withCrate: boolean) {
  const body = async (path: string) => {
    const answer = await request.get(`/exports/palmyra/${path}?${query}`)
    expect(answer.status(), path + query).toBe(200)
    return answer.body()
  }
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await body('monuments.xlsx')) as unknown as ArrayBuffer)
  const column = book.worksheets[0]?.getColumn(1).values.slice(2) ?? []
  const ids = { xlsx: column.map(String), jsonld: linked(await body('monuments.jsonld')) }
  if (!withCrate) return ids
  const crate = await unzipped(await body('crate.zip'))
  const records = parse<Record<string, string>>(crate.get('monuments.csv') ?? '', {
    columns: true,
    bom: true,
  })
  return {
    ...ids,
    crate: records.map((r) => r.id),
    crateJsonld: linked(crate.get('monuments.jsonld')),
  }
}

function linked(bytes: Buffer | undefined): string[] {
  const nodes: { type: string; identified_by: { type: string; content: string }[] }[] = JSON.parse(
    String(bytes),
  )['@graph']
  return nodes
    .filter((node) => node.type === 'HumanMadeObject')
    .map((node) => node.identified_by.find((n) => n.type === 'Identifier')?.content ?? '')
}

for (const seed of SEEDS)
  test(`${SIZES.parityViews} random views: the page and the files hold the same monuments (seed ${seed})`, async ({
    request,
  }) => {
    test.setTimeout(30_000 + SIZES.parityViews * 1000)
    let [empty, partial, compared] = [0, 0, 0]
    const view = fc.tuple(randomView, fc.constantFrom(...LANGS))
    await fc.assert(
      fc.asyncProperty(view, async ([asked, lang]) => {
        const query = String(viewParams({ ...asked, text: asked.text.trim() }))
        const page = await request.get(`/${lang}/palmyra?${query}`)
        const file = await request.get(`/exports/palmyra/monuments.csv?${query}`)
        expect([page.status(), file.status()], query).toEqual([200, 200])
        const table = /<div id="results">[\s\S]*?<\/table>|$/.exec(await page.text())?.[0] ?? ''
        const shown = [...table.matchAll(MARKS)].map(([, slug, headline]) => `${slug} ${headline}`)
        const records = parse<Record<string, string>>(await file.text(), {
          columns: true,
          bom: true,
        })
        const exported = records.map(
          (r) => `${/\/palmyra\/([^?]+)/.exec(r.permalink ?? '')?.[1]} ${r.headline}`,
        )
        expect(exported, query).toEqual(shown)
        const ids = records.map((r) => r.id)
        const { features } = await (
          await request.get(`/exports/palmyra/monuments.geojson?${query}`)
        ).json()
        expect(
          features.map((f: { id: string }) => f.id),
          query,
        ).toEqual(ids)
        // A crate makes two reports as well, which takes its time: one view has one.
        const others = await idsInOtherFiles(request, query, compared++ === 0)
        for (const [path, found] of Object.entries(others)) expect(found, path + query).toEqual(ids)
        if (shown.length === 0) empty++
        else if (shown.length < 26) partial++
      }),
      { seed, numRuns: SIZES.parityViews },
    )
    // A generator that always finds all or nothing would prove nothing.
    expect(partial).toBeGreaterThan(SIZES.parityViews / 10)
    expect(empty).toBeLessThan(SIZES.parityViews)
  })
