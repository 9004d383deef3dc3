import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EVERYTHING, type View } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { register } from '../../db/queries/register'
import { registerSoon } from '../../db/queries/register-soon'
import { pinView } from '../../db/queries/view'
import { asideOf, keepAside } from '../../db/store/aside'
import { NOW, palmyraRegister } from '../support/small-register'

let palmyra: Awaited<ReturnType<typeof palmyraRegister>>
before(async () => {
  palmyra = await palmyraRegister()
})
after(async () => {
  asideOf(palmyra.store.db)?.stop()
  await palmyra.close()
})

const VIEWS: Partial<View>[] = [
  {},
  { asOf: 17_000, knownAt: 17_200 },
  { headlines: ['destroyed', 'damaged'], kinds: ['temple', 'arch'] },
  { flags: ['at_risk', 'stale'], asOf: 17_100, knownAt: 17_400 },
  { flags: ['contested'] },
  { text: 'temple' },
  { text: 'معبد', headlines: ['destroyed'] },
  { text: '¶' },
]

test('a small site has its counts at once, a large one its first page before, and the counts after', async () => {
  const { store, file } = palmyra
  const pinned = await pinView(store.db, EVERYTHING, NOW)
  const small = await registerSoon(store.db, NOBODY, 'palmyra', pinned, 1)
  assert.equal(small.total, 26)
  const whole = await Promise.all(
    VIEWS.map(async (view) =>
      register(
        store.db,
        NOBODY,
        'palmyra',
        await pinView(store.db, { ...EVERYTHING, ...view }, NOW),
        1,
      ),
    ),
  )
  keepAside(store.db, file, 10)
  // Nothing is answered while the process aside starts.
  for (const [n, view] of VIEWS.entries()) {
    const asked = await pinView(store.db, { ...EVERYTHING, ...view }, NOW)
    const soon = await registerSoon(store.db, NOBODY, 'palmyra', asked, 1)
    assert.deepEqual(soon.rows, whole[n]?.rows)
    if (n === 0) assert.equal(soon.counts, null)
  }
  await register(store.db, NOBODY, 'palmyra', pinned, 1)
  const again = await registerSoon(store.db, NOBODY, 'palmyra', pinned, 1)
  assert.deepEqual(again, small)
})
