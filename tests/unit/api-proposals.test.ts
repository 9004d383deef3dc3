import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { proposedAnswer } from '../../app/api/v1/openapi'
import { proposal } from '../../db/desk-schema'
import { setWorkflow } from '../../db/mutations/workflow'
import { readHead } from '../../db/store/save'
import { ADMINISTRATOR, apiRegister, ORIGIN } from '../support/api'
import { outside } from '../support/reviewed-register'

let api: Awaited<ReturnType<typeof apiRegister>>
before(async () => {
  api = await apiRegister()
  const input = { siteId: 'palmyra', base: 1, workflow: 'reviewed' as const, reason: 'Four eyes' }
  await setWorkflow({ ...outside(api.store, ADMINISTRATOR), input })
})
after(() => api.close())

test('at a site that reviews changes a write is answered 202 with its proposal, sent twice with the same', async () => {
  const before = await readHead(api.store.db)
  const { secret: key } = await api.key('editor')
  const body = {
    sourceId: 'seed',
    subjectId: 'theatre',
    property: 'statement',
    valid: '2016-12-11',
    words: 'A pangolin was seen in the theatre.',
    wordsLang: 'en',
    sensitivity: 'public',
    reason: 'Test',
    textLang: 'en',
  }
  const headers = { 'Idempotency-Key': '11111111-2222-4333-8444-555555555555' }
  const sent = [1, 2].map(() => api.ask('/claims', { method: 'POST', key, body, headers }))
  const answers = await Promise.all(sent)
  const bodies = await Promise.all(answers.map((a) => a.json()))
  assert.deepEqual(
    answers.map((a) => a.status),
    [202, 202],
  )
  assert.deepEqual(bodies[0], bodies[1])
  const { proposal: made, links } = proposedAnswer.parse(bodies[0])
  assert.equal(links.page, `${ORIGIN}/en/palmyra/proposals/${made.id}`)
  assert.equal(answers[0]?.headers.get('location'), links.page)
  assert.deepEqual(await readHead(api.store.db), before)
  assert.equal((await api.store.db.select().from(proposal)).length, 1)
  const put = {
    ...{ base: 1, title: 'Renamed', class: 'tertiary', sensitivity: 'public', textLang: 'en' },
    ...{ undated: true, reason: 'A better title' },
  }
  const corrected = await api.ask('/sources/seed', { method: 'PUT', key, body: put })
  assert.equal(corrected.status, 202, 'a source that a reviewed site cites is reviewed too')
  for (const path of ['/sites/palmyra/claims', '/sites/palmyra/changes', '/sources/seed'])
    for (const asking of [{}, { key }]) {
      const text = await (await api.ask(path, asking)).text()
      assert.doesNotMatch(text, /pangolin|Renamed/)
    }
})
