import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokenForm, fileOfForm } from '../../app/_sent-file'

const CONTENT = `${'a'.repeat(40)}\r\n--x-y\r\n${'ب'.repeat(20)}`
const FORM = Buffer.from(
  [
    '--x-x\r\nContent-Disposition: form-data; name="lang"\r\n\r\nar\r\n',
    '--x-x\r\nContent-Disposition: form-data; name="file"; filename="ملف.csv"\r\n',
    `Content-Type: text/csv\r\n\r\n${CONTENT}\r\n--x-x--\r\n`,
  ].join(''),
)

/** A request whose body comes `atOnce` bytes at a time and then ends, or is broken off. */
function requestOf(body: Buffer, atOnce = 7, isBroken = false): Request {
  let at = 0
  const stream = new ReadableStream({
    pull(controller) {
      if (at < body.length) controller.enqueue(body.subarray(at, at + atOnce))
      else if (isBroken) controller.error(new Error('reset'))
      else controller.close()
      at += atOnce
    },
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=x-x' }
  const init = { method: 'POST', body: stream, headers, duplex: 'half' }
  return new Request('http://localhost/', init as RequestInit)
}

async function received(request: Request) {
  const file = await fileOfForm(request)
  if (file === null) return null
  const chunks: Uint8Array[] = []
  for await (const chunk of file.bytes) chunks.push(chunk)
  return { name: file.name, type: file.type, text: Buffer.concat(chunks).toString() }
}

test('a file arrives as it was sent, however its bytes are dealt out', async () => {
  for (const atOnce of [1, 7, 4096])
    assert.deepEqual(await received(requestOf(FORM, atOnce)), {
      ...{ name: 'ملف.csv', type: 'text/csv', text: CONTENT },
    })
})

test('a form that breaks off anywhere is broken, and never a shorter file', async () => {
  // Once the last boundary has begun, the file is whole.
  const end = FORM.indexOf('\r\n--x-x--') + '\r\n--x-x'.length
  for (const isBroken of [false, true])
    for (let length = 0; length < end; length++)
      await assert.rejects(
        received(requestOf(FORM.subarray(0, length), 16, isBroken)),
        BrokenForm,
        `${length} of ${FORM.length} bytes`,
      )
})

test('no file is null, what is no form is broken', async () => {
  const none = FORM.toString().replace('ملف.csv', '')
  assert.equal(await received(requestOf(Buffer.from(none))), null)
  for (const type of ['text/plain', 'multipart/form-data', 'application/json'])
    await assert.rejects(
      received(
        new Request('http://localhost/', {
          method: 'POST',
          body: 'x',
          headers: { 'content-type': type },
        }),
      ),
      BrokenForm,
    )
})
