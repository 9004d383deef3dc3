import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { ImageRefused, MOST_BYTES, requirePicture } from '../../db/domain/image-bytes'
import { hashOf } from '../../db/store/blobs'
import { IMAGE_FILES, readImageFile } from '../../db/store/images/files'
import { takeIn } from '../../db/store/images/take-in'
import { CANARY, pictureWithSecrets, plainPicture } from '../support/pictures'

/* Every picture is looked at by its bytes first; what is taken is made anew. */

const folder = mkdtempSync(join(tmpdir(), 'tadmor-images-'))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('a picture is refused, with the reason', () => {
  const cases: [name: string, make: () => Promise<Buffer> | Buffer, code: string, type?: string][] =
    [
      ['an SVG', () => Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>'), 'svg'],
      ['a GIF', () => Buffer.from('GIF89a\u0001\u0000\u0001\u0000'), 'not_a_picture', 'image/gif'],
      ['a HEIC', () => Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0'), 'not_a_picture', 'image/heic'],
      ['text', () => Buffer.from('not a picture at all'), 'not_a_picture'],
      ['a PNG sent as JPEG', () => plainPicture('png'), 'mislabelled', 'image/jpeg'],
      ['half a JPEG', async () => half(await plainPicture('jpeg')), 'truncated', 'image/jpeg'],
      ['half a PNG', async () => half(await plainPicture('png')), 'truncated'],
      ['half a WebP', async () => half(await plainPicture('webp')), 'truncated', 'image/webp'],
      [
        'a JPEG with a ZIP behind it',
        () => followed('jpeg', zipEnd()),
        'more_inside',
        'image/jpeg',
      ],
      ['a PNG with a page behind it', () => followed('png', '<html><script>'), 'more_inside'],
      ['a WebP with something behind it', () => followed('webp', 'x'), 'more_inside', 'image/webp'],
      ['a JPEG with a script in a comment', withScript, 'more_inside', 'image/jpeg'],
      ['an animated PNG', async () => withChunk(await plainPicture('png'), 'acTL'), 'animated'],
      ['an animated WebP', animatedWebp, 'animated', 'image/webp'],
    ]
  for (const [name, make, code, type = 'image/png'] of cases)
    test(name, async () => {
      const bytes = await make()
      assert.throws(() => requirePicture(bytes, { declared: type, name: '' }), isRefusal(code))
    })

  test('one whose ending and type differ', async () => {
    const bytes = await plainPicture('png')
    const named = { declared: 'image/png', name: 'photo.jpg' }
    assert.throws(() => requirePicture(bytes, named), isRefusal('mislabelled'))
    assert.equal(requirePicture(bytes, { declared: '', name: 'photo.PNG' }), 'image/png')
  })

  test('more than 30 MB, before a byte is read', async () => {
    const unread = () => assert.fail('was read')
    const file = { name: 'a.png', type: 'image/png', size: MOST_BYTES + 1, stream: unread }
    await assert.rejects(takeIn(file as never, folder), isRefusal('too_large'))
  })

  test('a bomb of 225 megapixels in a few hundred kilobytes, by its header', async () => {
    const began = performance.now()
    await assert.rejects(take(bomb(15_000), 'bomb.png'), isRefusal('too_many_pixels'))
    assert.ok(performance.now() - began < 5000, 'it took long')
  })

  test('a TIFF of two pages', async () => {
    await assert.rejects(take(await twoPages(), 'pages.tiff'), isRefusal('several_pages'))
  })

  test('half a TIFF, and a PNG whose pixels are spoilt', async () => {
    const tiff = await plainPicture('tiff')
    const spoilt = await plainPicture('png')
    spoilt.fill(0x55, spoilt.length - 200, spoilt.length - 60)
    for (const [bytes, name] of [
      [half(tiff), 'a.tif'],
      [spoilt, 'a.png'],
    ] as const)
      await assert.rejects(take(bytes, name), (e) => e instanceof ImageRefused)
  })

  test('and nothing of it is left on the disk', () => {
    assert.deepEqual(readdirSync(join(folder, 'drafts')), [])
    assert.ok(!readdirSync(folder).includes('originals'))
  })
})

describe('a picture is taken in', () => {
  for (const type of ['jpeg', 'png', 'webp', 'tiff'] as const)
    test(`${type}: the copies know nothing of camera, place and author; the original is untouched`, async () => {
      const sent = await pictureWithSecrets(type)
      assert.ok(sent.includes(CANARY), 'the canary is in what was sent')
      const kept = await take(sent, `a.${type}`)
      assert.equal(kept.originalSha256, hashOf(sent))
      for (const file of IMAGE_FILES) {
        const bytes = await readImageFile(folder, kept, file)
        assert.ok(bytes, `${file} is kept`)
        if (file === 'original') assert.deepEqual(Buffer.from(bytes), sent)
        else {
          const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata()
          assert.deepEqual([exif, xmp, iptc, icc, orientation], Array(5).fill(undefined), file)
          assert.ok(!Buffer.from(bytes).includes(CANARY), file)
        }
      }
      assert.equal(kept.sha256, hashOf((await readImageFile(folder, kept, 'large')) as Uint8Array))
      // 60 × 40, lying on its side.
      assert.deepEqual([kept.width, kept.height], [40, 60])
      assert.ok(kept.facts?.metadata.xmpBytes, 'reviewers are told of its XMP')
      if (type === 'tiff') return // The encoder of this test writes no EXIF there.
      assert.ok(JSON.stringify(kept.facts?.metadata).includes(CANARY), 'reviewers are told')
      assert.deepEqual([kept.facts?.lat, kept.facts?.lon], [34.5503, 38.269])
    })

  test('39 megapixels in 25 MB are taken in by another process: this one works less than to look at them once', async () => {
    const sent = await heavy()
    const look = await workOf(() => sharp(sent).raw().toBuffer())
    const taken = await workOf(() => take(sent, 'large.jpg'))
    assert.deepEqual([taken.result.width, taken.result.height], [2048, 1536])
    assert.ok(taken.ms < look.ms, `worked ${taken.ms} ms, and looking takes ${look.ms} ms`)
  })
})

/** What something gives, and the processor time that it takes of this process, in milliseconds. */
async function workOf<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { result, ms: (user + system) / 1e3 }
}

/** Plain grey, with 24 MB of comments. */
async function heavy(): Promise<Buffer> {
  const create = { width: 7200, height: 5400, channels: 3, background: 'grey' } as const
  const jpeg = await sharp({ create }).jpeg().toBuffer()
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xff, 0xff]), Buffer.alloc(65_533, 7)])
  return Buffer.concat([jpeg.subarray(0, 2), ...Array(380).fill(comment), jpeg.subarray(2)])
}

function isRefusal(code: string) {
  return (error: unknown) => {
    assert.ok(error instanceof ImageRefused, String(error))
    assert.equal(error.code, code)
    return true
  }
}

function take(bytes: Buffer, name: string) {
  const type = `image/${/\.(\w+)$/.exec(name)?.[1]?.replace('jpg', 'jpeg').replace(/tif$/, 'tiff')}`
  return takeIn(new File([new Uint8Array(bytes)], name, { type }), folder)
}

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)

async function followed(type: 'jpeg' | 'png' | 'webp', rest: string | Buffer) {
  return Buffer.concat([await plainPicture(type), Buffer.from(rest)])
}

/** The end of an empty archive: what makes programs take a file for a ZIP. */
function zipEnd(): Buffer {
  return Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)])
}

async function withScript(): Promise<Buffer> {
  const jpeg = await plainPicture('jpeg')
  const text = Buffer.from('<SCRIPT>alert(1)</SCRIPT>')
  const comment = Buffer.from([0xff, 0xfe, 0, text.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), comment, text, jpeg.subarray(2)])
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function withChunk(png: Buffer, kind: string): Buffer {
  const AFTER_HEADER = 33
  return Buffer.concat([
    png.subarray(0, AFTER_HEADER),
    chunk(kind, Buffer.alloc(8)),
    png.subarray(AFTER_HEADER),
  ])
}

/** A black square of one bit a pixel. */
function bomb(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

async function animatedWebp(): Promise<Buffer> {
  const frames = [await plainPicture('png', 'tan'), await plainPicture('png', 'grey')]
  return sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer()
}

/** Two directories in one chain: the second is the first again. */
async function twoPages(): Promise<Buffer> {
  const tiff = await plainPicture('tiff')
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const read16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  const length = 2 + read16(first) * 12 + 4
  const copy = Buffer.from(tiff.subarray(first, first + length))
  const padded = Buffer.concat([tiff, Buffer.alloc(tiff.length % 2)])
  const next = first + length - 4
  if (isLittle) padded.writeUInt32LE(padded.length, next)
  else padded.writeUInt32BE(padded.length, next)
  return Buffer.concat([padded, copy])
}
