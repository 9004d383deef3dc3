import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MEDIA } from '../../app/api/v1/media'
import { OPERATIONS } from '../../app/api/v1/operations'
import { FULL } from '../sizes'
import { apiRegister } from '../support/api'
import { CELL, PLACE, plantCanaries, SEARCHES, SECRETS } from './canary'

/* What must not get out does not get out of the API: every reading operation, in every format, at every kind of view. */

let api: Awaited<ReturnType<typeof apiRegister>>
let openRev: number
before(async () => {
  api = await apiRegister()
  openRev = (await plantCanaries(api.folder)).openRev
})
after(() => api.close())

const PLACES = ['hidden-place', 'formerly-public', 'part-of-agora', 'vague-place', 'agora', 'baths']
const ABOUT =
  '.en .place .other .osm .claim .where .assessment .adoption .event .event.claim .threat .note'.split(
    ' ',
  )

test('nobody and a viewer’s key see no canary, whatever they ask and however', async () => {
  // A viewer sees what nobody does; the short run asks for them only what takes no view.
  const viewer = (await api.key('viewer')).secret
  for (const [key, paths] of [
    [null, asked()],
    [viewer, asked().filter((path) => FULL || !path.includes('?'))],
  ] as const)
    for (const path of paths)
      for (const accept of FULL ? MEDIA : MEDIA.filter((type) => offers(path, type))) {
        const answer = await api.ask(path, { key, headers: { accept } })
        if (answer.status === 406) continue
        assert.ok(answer.status < 429, `${answer.status} at ${path}`)
        const said = JSON.stringify([...answer.headers]) + (await answer.text())
        const typed = decodeURIComponent(path).toLowerCase()
        const leaked = SECRETS.map((s) => s.toLowerCase()).filter(
          (secret) => said.toLowerCase().includes(secret) && !typed.includes(secret),
        )
        assert.deepEqual(leaked, [], `${path} as ${accept}`)
      }
})

test('what is hidden answers like what does not exist', async () => {
  for (const path of [
    ...PLACES.slice(0, 3).flatMap((id) => [
      `/sites/palmyra/monuments/${id}`,
      `/claims/${id}.claim`,
      `/assessments/${id}.assessment`,
      `/records/${id}/history`,
      `/records/${id}.claim/history`,
    ]),
    '/sources/hidden-source',
  ])
    for (const query of ['', `?rev=${openRev}`]) {
      const [hidden, absent] = [await api.ask(path + query), await api.ask(`${path}-not${query}`)]
      assert.deepEqual([hidden.status, absent.status], [404, 404], path)
      const bare = async (answer: Response) => (await answer.text()).replaceAll('-not', '')
      assert.equal(await bare(hidden), (await bare(absent)).replace(/-not/, ''), path)
    }
})

test('everybody sees the cell, an editor’s key the place itself', async () => {
  const place = async (key: string | null) => {
    const answer = await api.ask('/sites/palmyra/monuments/vague-place', { key })
    const { data } = (await answer.json()) as { data: { places: Record<string, unknown>[] } }
    return data.places.map(({ lat, lon, isGeneralised }) => ({ lat, lon, isGeneralised }))
  }
  const cell = { lat: Number(CELL.lat), lon: Number(CELL.lon), isGeneralised: true }
  assert.deepEqual(await place(null), [cell])
  const { secret } = await api.key('editor')
  assert.deepEqual((await place(secret))[0], { ...PLACE, isGeneralised: false })
  const hidden = await api.ask('/sites/palmyra/monuments/hidden-place', { key: secret })
  assert.equal(hidden.status, 200)
})

/** Whether a path has more than JSON, and this of it. */
function offers(path: string, type: string): boolean {
  if (type === 'application/json') return true
  const [bare = ''] = path.split('?')
  if (type === 'text/csv') return /claims/.test(bare)
  return /monuments/.test(bare) || (type === 'application/ld+json' && !/sites|records/.test(bare))
}

function asked(): string[] {
  const ids = PLACES.flatMap((place) => [place, ...ABOUT.map((ending) => place + ending)])
  const more = ['hidden-source', 'hidden-source.claim', 'hidden-source.note']
  const paths = OPERATIONS.filter((o) => o.method === 'get').flatMap(({ path }) => {
    const filled = path.replace('{site}', 'palmyra')
    return filled.includes('{') ? fillings(filled, [...ids, ...more]) : [filled]
  })
  const views = ['', `?rev=${openRev}`, ...(FULL ? ['?asOf=2017-03-01&knownAt=2017-03-01'] : [])]
  const inViews = paths.flatMap((path) => views.map((view) => path + view))
  const lists = SEARCHES.flatMap((word) => [
    `/sites/palmyra/monuments?q=${word}`,
    `/sites/palmyra/monuments?q=${word}&rev=${openRev}`,
  ])
  const kinds = ['claims', 'assessments', 'threats', 'events']
  return [
    ...inViews,
    ...lists,
    ...kinds.flatMap((kind) => PLACES.map((id) => `/sites/palmyra/${kind}?monument=${id}`)),
    ...kinds.flatMap((kind) => [
      `/sites/palmyra/${kind}?limit=200`,
      `/sites/palmyra/${kind}?limit=7`,
    ]),
    '/sites/palmyra/claims?source=hidden-source',
    '/sites/palmyra/comparison?from=2010-01-01',
    `/sites/palmyra/comparison?from=2010-01-01&rev=${openRev}`,
    ...PLACES.map((id) => `/sites/palmyra/changes?monument=${id}`),
  ]
}

/** A path with every id that could stand there: endings for records, bare ids for places. */
function fillings(path: string, ids: string[]): string[] {
  const wanted = path.includes('{record}') ? ids : ids.filter((id) => fits(path, id))
  return wanted.map((id) => path.replace(/\{\w+\}/, id))
}

function fits(path: string, id: string): boolean {
  if (path.includes('{claim}')) return /claim$|where$/.test(id)
  if (path.includes('{assessment}')) return id.endsWith('.assessment')
  return !id.includes('.')
}
