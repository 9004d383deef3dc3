import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { hashOf, keepFile, listKept, openBlob, putBlob, stateOfBlob } from '../../db/store/blobs'

const folder = mkdtempSync(join(tmpdir(), 'blobs-'))
after(() => rmSync(folder, { recursive: true }))

const bytesOf = (text: string) => new TextEncoder().encode(text)

test('a stream is kept under the hash of what it yielded, once, and comes back the same', async () => {
  const own = join(folder, 'same')
  const kept = await putBlob(own, [bytesOf('what '), bytesOf('it says')])
  assert.deepEqual(kept, { sha256: hashOf(bytesOf('what it says')), size: 12 })
  assert.equal(await keepFile(own, bytesOf('what it says')), kept.sha256)
  assert.deepEqual(readdirSync(own), [kept.sha256])
  const back = await openBlob(own, kept.sha256)
  const chunks: Uint8Array[] = []
  for await (const chunk of back?.bytes ?? []) chunks.push(chunk)
  assert.equal(Buffer.concat(chunks).toString(), 'what it says')
  assert.equal(back?.size, 12)
})

test('what is too large, what is not what it should be and what meets a full disk leave nothing behind', async () => {
  const own = join(folder, 'refused')
  let read = 0
  async function* endless() {
    for (;;) {
      read += 1024
      yield new Uint8Array(1024)
    }
  }
  await assert.rejects(putBlob(own, endless(), { most: 8000 }), { code: 'too_large' })
  assert.equal(read, 8192, 'reads no further than the limit')
  await assert.rejects(
    putBlob(own, [bytesOf('<svg>')], {
      inspect(head) {
        throw new Error(`not ${Buffer.from(head)}`)
      },
    }),
    /not <svg>/,
  )
  async function* full() {
    yield bytesOf('half')
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  await assert.rejects(putBlob(own, full()), { code: 'disk_full' })
  assert.deepEqual(readdirSync(own), [])
})

test('a file that was lost or altered is told from a whole one, and a damaged one is replaced', async () => {
  const own = join(folder, 'damaged')
  const kept = await putBlob(own, [bytesOf('evidence')])
  assert.equal(await stateOfBlob(own, kept), 'whole')
  writeFileSync(join(own, kept.sha256), 'evidenco')
  assert.equal(await stateOfBlob(own, kept), 'altered')
  await putBlob(own, [bytesOf('evidence')])
  assert.equal(await stateOfBlob(own, kept), 'whole')
  assert.equal(await stateOfBlob(own, { ...kept, sha256: hashOf(bytesOf('other')) }), 'lost')
  writeFileSync(join(own, 'draft-left-by-a-crash'), '')
  assert.deepEqual(await listKept(own), [kept.sha256])
  await assert.rejects(openBlob(own, '../../etc/passwd'), /not the name/)
})
