import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { viewParams } from '../../db/domain/filter'
import { LANGS } from '../../db/domain/vocabulary'
import { SEEDS, SIZES } from '../sizes'
import { randomView } from '../support/random-view'
import { expect, test } from '../support/server'

const MARKS =
  /<tr[^>]*><th[^>]*><a href="\/(?:en|ar)\/palmyra\/([^"?]+)[^"]*"[\s\S]*?data-headline="([^"]+)"/g

for (const seed of SEEDS)
  test(`${SIZES.parityViews} random views: the page, the CSV and the GeoJSON hold the same monuments (seed ${seed})`, async ({
    request,
  }) => {
    test.setTimeout(30_000 + SIZES.parityViews * 1000)
    let [empty, partial] = [0, 0]
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
        const { features } = await (
          await request.get(`/exports/palmyra/monuments.geojson?${query}`)
        ).json()
        expect(
          features.map((f: { id: string }) => f.id),
          query,
        ).toEqual(records.map((r) => r.id))
        if (shown.length === 0) empty++
        else if (shown.length < 26) partial++
      }),
      { seed, numRuns: SIZES.parityViews },
    )
    // A generator that always finds all or nothing would prove nothing.
    expect(partial).toBeGreaterThan(SIZES.parityViews / 10)
    expect(empty).toBeLessThan(SIZES.parityViews)
  })
