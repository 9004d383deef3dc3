import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { standingOf } from '../../app/exports/frozen/standing'
import { answerImage } from '../../app/images/answer-image'
import { EVERYTHING } from '../../db/domain/filter'
import { ImageRefused } from '../../db/domain/image-bytes'
import { imageEditInput, imageInput } from '../../db/domain/image-input'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { sourceInput } from '../../db/domain/source-input'
import { editSource } from '../../db/mutations/edit-source'
import { addImage, editImage } from '../../db/mutations/images'
import { setSensitivity } from '../../db/mutations/set-sensitivity'
import { withdraw } from '../../db/mutations/withdraw'
import { recordHistory } from '../../db/queries/history'
import { getImage, imageDetails, imagesOf, imageToServe } from '../../db/queries/images'
import { imagesOfView } from '../../db/queries/images-of-view'
import { pinView } from '../../db/queries/view'
import { keepFile } from '../../db/store/blobs'
import { folderOf, type KeptImage } from '../../db/store/images/files'
import { takeIn } from '../../db/store/images/take-in'
import { RECORD_TABLES, type RecordChange, type RecordKind } from '../../db/store/records'
import { readHead, save } from '../../db/store/save'
import { checkImages } from '../../db/store/verify/images'
import { freezeReport, palmyra } from '../support/palmyra'
import { openPdf, pdfText } from '../support/pdf-text'
import { CANARY, pictureWithSecrets, plainPicture } from '../support/pictures'
import { idSequence, NOW, someone } from '../support/small-register'

/* Pictures in the record: who may see them, when, and what stays behind. */

const [EDITOR, REVIEWER] = [someone('editor'), someone('reviewer')]
const nextId = idSequence(9000)

let register: Awaited<ReturnType<typeof palmyra>>
let folder: string
let kept: KeptImage
let plain: KeptImage
before(async () => {
  register = await palmyra()
  process.env.DATA_DIR = dirname(register.file)
  folder = join(dirname(register.file), 'images')
  kept = await takeIn(fileOf(await pictureWithSecrets('jpeg'), 'a.jpg', 'image/jpeg'), folder)
  plain = await takeIn(fileOf(await plainPicture('png'), 'b.png', 'image/png'), folder)
})
after(() => register.close())

describe('adding', () => {
  test('a form sent twice adds one image', async () => {
    const formId = nextId()
    const [one, two] = [await add({ formId, about: 'A35' }), await add({ formId, about: 'A35' })]
    assert.deepEqual(one, two)
    assert.equal((await imagesOf(register.store.db, NOBODY, 'A35', await now())).length, 1)
  })

  test('a full disk leaves the register as it was, and the same form goes through later', async () => {
    const formId = nextId()
    const head = await readHead(register.store.db)
    const full = () => Promise.reject(new ImageRefused('disk_full'))
    await assert.rejects(add({ formId, about: 'seed' }, EDITOR, full), { code: 'disk_full' })
    assert.deepEqual(await readHead(register.store.db), head)
    assert.ok(await add({ formId, about: 'seed', monumentId: 'theatre' }))
  })

  test('nobody below editor, nothing about nothing, no date to come, no pair of two places', async () => {
    const never = () => assert.fail('the file was read')
    await assert.rejects(add({ about: 'A35' }, someone('viewer'), never), { code: 'forbidden' })
    await assert.rejects(add({ about: 'none' }, EDITOR, never), { code: 'not_found' })
    await assert.rejects(add({ about: 'A35', taken: '2027' }, EDITOR, never), { field: 'taken' })
    const other = await add({ about: 'seed', monumentId: 'bel' })
    const pair = add({ about: 'A35', beforeId: other.id }, EDITOR, never)
    await assert.rejects(pair, { field: 'beforeId' })
    await drop(other.id)
  })

  test('what an image belongs to cannot be withdrawn under it', async () => {
    const row = await rowOf('source', 'seed')
    const input = { kind: 'source', id: 'seed', base: row.recordedRev, reason: 'x' } as const
    await assert.rejects(withdraw({ ...call(EDITOR), input }), { detail: 'field.in_use' })
  })
})

describe('an image is hidden from the public as soon as', () => {
  const cases: [what: string, kind: RecordKind, id: () => string, change: object][] = [
    ['it is itself', 'image', () => shown, { sensitivity: 'restricted' }],
    ['its claim is', 'claim', () => 'A35', { sensitivity: 'restricted' }],
    ['the source of its claim is', 'source', () => 'seed', { sensitivity: 'restricted' }],
    ['its monument is', 'monument', () => 'theatre', { sensitivity: 'restricted' }],
    ['its site is', 'site', () => 'palmyra', { sensitivity: 'restricted' }],
  ]
  let shown = ''
  let pinned: Awaited<ReturnType<typeof now>>
  before(async () => {
    shown = (await add({ about: 'A35', captionEn: 'Shown before' })).id
    pinned = await now()
  })
  after(() => drop(shown))

  for (const [what, kind, id, change] of cases)
    test(`${what}, at every revision`, async () => {
      assert.ok(await isSeen(NOBODY, shown, pinned), 'seen at first')
      await correct(kind, id(), change)
      assert.equal(await isSeen(NOBODY, shown, pinned), false)
      assert.equal(await isSeen(someone('viewer'), shown, pinned), false)
      if (kind !== 'site') assert.ok(await isSeen(EDITOR, shown, pinned))
      await correct(kind, id(), { sensitivity: 'public' })
      assert.ok(await isSeen(NOBODY, shown, pinned), 'seen again')
    })

  test('its claim tells a position that is shown as a grid cell only', async () => {
    const row = await rowOf('claim', 'A35')
    await correct('claim', 'A35', { property: 'location' })
    assert.ok(await isSeen(NOBODY, shown, pinned))
    await correct('monument', 'theatre', { sensitivity: 'generalised' })
    assert.equal(await isSeen(NOBODY, shown, pinned), false)
    await correct('monument', 'theatre', { sensitivity: 'public' })
    await correct('claim', 'A35', { property: row.property })
  })

  test('a redacted copy stands in its place, which an editor cannot undo by withdrawing that', async () => {
    const copy = await add({ about: 'A35', redacts: shown, captionEn: 'Faces covered' })
    assert.equal(await isSeen(NOBODY, shown, pinned), false)
    const told = await imagesOf(register.store.db, EDITOR, 'A35', await now())
    assert.ok(told.some((i) => i.id === copy.id) && !told.some((i) => i.id === shown))
    const page = await getImage(register.store.db, REVIEWER, copy.id, await now())
    assert.equal(page.redacts?.id, shown)
    await assert.rejects(edit(shown, { sensitivity: 'public' }), { field: 'sensitivity' })
    await assert.rejects(open(shown), { field: 'level' })
    await drop(copy.id)
    assert.equal(await isSeen(NOBODY, shown, await now()), false)
    await open(shown)
    assert.ok(await isSeen(NOBODY, shown, await now()))
  })
})

describe('what the file says of itself', () => {
  test('is told to reviewers alone, and to nobody by the history', async () => {
    const { id } = await add({ about: 'A35' })
    const { db } = register.store
    for (const reader of [NOBODY, someone('viewer'), EDITOR])
      assert.equal(await imageDetails(db, reader, id), null)
    const details = await imageDetails(db, REVIEWER, id)
    assert.ok(JSON.stringify(details?.metadata).includes(CANARY))
    assert.deepEqual([details?.lat, details?.lon], [34.5503, 38.269])
    for (const reader of [NOBODY, EDITOR, REVIEWER]) {
      const { rev } = await readHead(db)
      const history = JSON.stringify(await recordHistory(db, reader, id, rev))
      assert.ok(!history.includes(CANARY) && !history.includes('34.5503'))
      await assert.rejects(recordHistory(db, reader, details?.id ?? '', rev), { code: 'not_found' })
    }
    await drop(id)
  })

  test('the original is given to reviewers alone, as a file to be saved', async () => {
    const { id } = await add({ about: 'A35' })
    for (const reader of [NOBODY, someone('viewer'), EDITOR])
      assert.equal((await ask(reader, id, 'original')).status, 404)
    const answer = await ask(REVIEWER, id, 'original')
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; .*\.jpg"$/)
    assert.equal(answer.headers.get('cache-control'), 'private, no-store')
    assert.ok(Buffer.from(await answer.arrayBuffer()).includes(CANARY))
    for (const file of ['print', '../original', 'large', 'constructor'])
      assert.equal((await ask(REVIEWER, id, file)).status, 404)
    await drop(id)
  })
})

describe('time', () => {
  test('an image is there from the day on which its source was published, also when that moves', async () => {
    const { id } = await add({ about: 'seed', taken: '2015-08-02' })
    const day = (asOf: string, knownAt: string) => at(`${asOf}`, knownAt)
    assert.ok(await isSeen(NOBODY, id, await day('2016-12-11', '2016-12-14')))
    assert.equal(await isSeen(NOBODY, id, await day('2015-08-01', '2016-12-14')), false)
    const source = await rowOf('source', 'seed')
    const typed = sourceInput.parse({
      sourceId: 'seed',
      base: String(source.recordedRev),
      title: source.title,
      publisher: source.publisher ?? '',
      published: '2017-02-01',
      url: source.url ?? '',
      lang: source.lang ?? '',
      class: source.class,
      note: source.note ?? '',
      sensitivity: 'public',
      reason: 'It was later',
      textLang: 'en',
    })
    await editSource({ ...call(EDITOR), input: typed })
    assert.equal(await isSeen(NOBODY, id, await day('2016-12-11', '2016-12-14')), false)
    assert.ok(await isSeen(NOBODY, id, await day('2017-02-01', '2017-02-01')))
    await correct('source', 'seed', {
      published: source.published,
      publishedLatest: source.publishedLatest,
    })
    await drop(id)
  })
})

describe('files for others', () => {
  test('a report shows pairs with caption, credit and rights, the same bytes each time; restricted, it is gone', async () => {
    const first = await add({ about: 'A35', taken: '2015-08', captionEn: 'Stage front standing' })
    const second = await add(
      { about: 'A35', taken: '2016', captionEn: 'Later the same', beforeId: first.id },
      EDITOR,
      async () => plain,
    )
    const query = 'kind=theatre&lang=en'
    const frozen = await freezeReport(register, query)
    const bytes = readFileSync(join(register.reports, frozen.sha256))
    const text = pdfText(openPdf(bytes))
    for (const said of [
      'Stage front standing',
      'Later the same',
      'A photographer',
      'CC BY',
      'Before',
    ])
      assert.ok(text.includes(said), said)
    assert.equal(bytes.includes(CANARY), false, 'the canary')
    assert.equal((await freezeReport(register, query)).id, frozen.id)
    const context = { store: register.store, folder: register.reports, now: NOW }
    assert.deepEqual(await standingOf(context, frozen), { isOpen: true })
    await edit(first.id, { sensitivity: 'restricted' })
    const standing = await standingOf(context, frozen)
    assert.equal(standing.isOpen, false)
    assert.ok(!standing.isOpen && standing.successor !== null, 'there is a successor')
    const inView = await imagesOfView(register.store.db, NOBODY, 'palmyra', await now())
    assert.deepEqual(
      inView.filter((i) => [first.id, second.id].includes(i.id)).map((i) => i.id),
      [second.id],
    )
    for (const id of [second.id, first.id]) await drop(id)
  })

  test('verify counts the files, and finds one that is gone or altered', async () => {
    const look = () =>
      checkImages(register.store.db, folder).then(
        (unclaimed) => unclaimed,
        (broken) => broken.message,
      )
    assert.equal(await look(), 0)
    const path = join(folderOf(folder, 'large'), kept.sha256)
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.subarray(1))
    assert.match(await look(), /altered/)
    rmSync(path)
    assert.match(await look(), /lost its file/)
    writeFileSync(path, bytes)
    assert.equal(await look(), 0)
    await keepFile(folderOf(folder, 'original'), Buffer.from('nobody’s'))
    assert.equal(await look(), 1)
  })
})

function call(reader: Reader) {
  return { store: register.store, reader, now: NOW, newId: nextId, salt: nextId() }
}

function add(
  typed: Record<string, string>,
  reader: Reader = EDITOR,
  keep: () => Promise<KeptImage> = async () => kept,
) {
  const { formId = nextId(), ...rest } = typed
  const input = imageInput.parse({
    formId,
    captionEn: 'A picture',
    credit: 'A photographer',
    rights: 'cc_by',
    sensitivity: 'public',
    reason: 'Evidence',
    ...rest,
  })
  return addImage({ ...call(reader), input }, keep)
}

async function edit(imageId: string, typed: Record<string, string>) {
  const row = await rowOf('image', imageId)
  const input = imageEditInput.parse({
    imageId,
    base: String(row.recordedRev),
    captionEn: row.caption.en,
    credit: row.credit,
    rights: row.rights,
    ...(row.taken && { taken: row.taken }),
    ...(row.beforeId && { beforeId: row.beforeId }),
    sensitivity: row.sensitivity,
    reason: 'Corrected',
    ...typed,
  })
  return editImage({ ...call(EDITOR), input })
}

async function open(id: string) {
  const { recordedRev: base } = await rowOf('image', id)
  const input = { id, base, level: 'public' as const, confirmed: true, reason: 'Nobody is in it' }
  await setSensitivity({ ...call(REVIEWER), input })
}

async function drop(id: string) {
  const { recordedRev: base } = await rowOf('image', id)
  await withdraw({ ...call(EDITOR), input: { kind: 'image', id, base, reason: 'Done' } })
}

async function rowOf<K extends RecordKind>(kind: K, id: string) {
  const table = RECORD_TABLES[kind] as typeof RECORD_TABLES.image
  const rows = await register.store.db.select().from(table)
  const row = rows.find((r) => r.id === id && r.retiredRev === null) ?? assert.fail(id)
  return row as unknown as (typeof RECORD_TABLES)[K]['$inferSelect']
}

async function correct(kind: RecordKind, id: string, change: object) {
  const before = await rowOf(kind, id)
  const row = { ...before, ...change }
  const changes = [{ op: 'correct', kind, before, row } as unknown as RecordChange]
  const draft = { actor: { id: 'x', name: 'X' }, at: NOW, reason: 'x', salt: nextId(), changes }
  await save(register.store, () => draft)
}

function now() {
  return pinView(register.store.db, EVERYTHING, NOW)
}

async function at(asOf: string, knownAt: string) {
  const days = Object.fromEntries(
    Object.entries({ asOf, knownAt }).map(([k, d]) => [k, Date.parse(d) / 86_400_000]),
  )
  return pinView(register.store.db, { ...EVERYTHING, ...days }, NOW)
}

/** Whether a picture can be had by any way at all; they must agree. */
async function isSeen(reader: Reader, id: string, pinned: Awaited<ReturnType<typeof now>>) {
  const { db } = register.store
  const there = (asked: Promise<unknown>) =>
    asked.then(
      () => true,
      () => false,
    )
  const page = await there(getImage(db, reader, id, pinned))
  const image = await rowOf('image', id)
  const listed = (await imagesOf(db, reader, image.subjectId, pinned)).some((i) => i.id === id)
  assert.equal(listed, page, 'list and page agree')
  const { view } = pinned
  // Files and history are told of whatever the clocks.
  if (view.knownAt < 20_000) return page
  const ways = [
    await there(imageToServe(db, reader, id)),
    (await ask(reader, id, 'large.webp')).status === 200,
    (await ask(reader, id, 'thumb.webp')).status === 200,
    await there(recordHistory(db, reader, id, pinned.view.rev)),
  ]
  assert.deepEqual(ways, Array(4).fill(page), 'every way agrees')
  return page
}

function ask(reader: Reader, id: string, file: string): Promise<Response> {
  const request = new Request('https://tadmor.example/images')
  return answerImage({ db: register.store.db, folder, reader, request, id, file })
}

function fileOf(bytes: Buffer, name: string, type: string): File {
  return new File([new Uint8Array(bytes)], name, { type })
}
