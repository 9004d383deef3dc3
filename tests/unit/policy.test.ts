import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { can, GRID_DEGREES, generalisePlace, NOBODY, visibleTo } from '../../db/domain/policy'
import { ROLES } from '../../db/domain/vocabulary'
import { visibleRows } from '../../db/store/evidence'
import { loadRows } from '../../db/store/rows'
import { save } from '../../db/store/save'
import { property } from '../property/each-seed'
import { enter, NOW, smallRegister, someone } from '../support/small-register'

describe('roles', () => {
  const rights = (reader: typeof NOBODY) => [
    can(reader, 'record'),
    can(reader, 'administer'),
    visibleTo(reader).levels.includes('restricted'),
  ]
  test('each may do what the one before may, and nobody nothing', () => {
    assert.deepEqual(rights(NOBODY), [false, false, false])
    assert.deepEqual(rights(someone(null)), [false, false, false])
    assert.deepEqual(
      ROLES.map((role) => [role, ...rights(someone(role))]),
      [
        ['viewer', false, false, false],
        ['editor', true, false, true],
        ['reviewer', true, false, true],
        ['admin', true, true, true],
      ],
    )
  })
})

describe('a generalised place', () => {
  const places = fc.record({
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
  })
  property(
    'is the centre of its cell, and so is every other place of the cell',
    places,
    (place) => {
      const cell = generalisePlace(place)
      for (const axis of ['lat', 'lon'] as const) {
        assert.ok(Math.abs(cell[axis] - place[axis]) <= GRID_DEGREES / 2 + 1e-9)
        assert.ok(String(cell[axis]).length <= 7, `${cell[axis]} is a round number`)
      }
      assert.deepEqual(generalisePlace(cell), cell)
    },
  )
})

describe('what goes with a hidden record', () => {
  const changes = [
    enter('claim', {
      ...CLAIM(),
      id: 'arch.location',
      subjectId: 'arch',
      property: 'location' as const,
    }),
    enter('identifier', {
      id: 'arch.osm',
      subjectId: 'arch',
      scheme: 'osm_way',
      value: '1',
      sources: [],
    }),
    enter('coordinate', { ...PLACE(), id: 'arch.first', subjectId: 'arch', preferred: true }),
    enter('coordinate', { ...PLACE(), id: 'arch.second', subjectId: 'arch', preferred: false }),
    enter('note', {
      id: 'temple.note',
      subjectId: 'temple',
      kind: 'remark',
      text: 'Beside the spring',
      sources: [],
    }),
  ]
  const seen = async (
    hide: {
      kind: 'monument' | 'source'
      id: string
      sensitivity: 'restricted' | 'generalised'
    } | null,
  ) => {
    const { store, close } = await smallRegister()
    try {
      await save(store, () => ({
        actor: { id: 'x', name: 'X' },
        at: NOW,
        reason: 'More',
        salt: 'more',
        changes,
      }))
      const rows = await loadRows(store.db, { siteId: 'site' }, null)
      for (const row of hide ? rows[hide.kind] : [])
        if (row.id === hide?.id) row.sensitivity = hide.sensitivity
      const shown = visibleRows(rows, visibleTo(NOBODY))
      assert.deepEqual(visibleRows(rows, visibleTo(someone('editor'))), rows)
      return { rows, shown }
    } finally {
      await close()
    }
  }
  const idsOf = (rows: object) =>
    Object.values(rows).flatMap((list: { id: string }[]) => list.map((r) => r.id))

  test('everything public is shown', async () => {
    const { rows, shown } = await seen(null)
    assert.deepEqual(shown, rows)
  })

  test('a restricted monument takes its parts, names, claims, events, threats and places along', async () => {
    const { shown } = await seen({ kind: 'monument', id: 'temple', sensitivity: 'restricted' })
    assert.deepEqual(
      idsOf({ ...shown, question: [] }).filter((id) => /temple|cella|gate|blast/.test(id)),
      [],
    )
    assert.ok(idsOf(shown).includes('arch.threat'))
  })

  test('a restricted source takes its claims along', async () => {
    const { shown } = await seen({ kind: 'source', id: 'paper', sensitivity: 'restricted' })
    assert.deepEqual(
      shown.claim.filter((c) => c.sourceId === 'paper'),
      [],
    )
    assert.deepEqual(
      shown.adoption.map((a) => a.id),
      ['temple.2011.good'],
    )
  })

  test('a generalised monument keeps one cell and nothing that tells its place', async () => {
    const { shown } = await seen({ kind: 'monument', id: 'arch', sensitivity: 'generalised' })
    const places = shown.coordinate.filter((c) => c.subjectId === 'arch')
    assert.deepEqual(
      places.map((c) => [c.lat, c.lon, c.basis, c.note, c.line]),
      [[34.15, 38.25, '', null, null]],
    )
    assert.deepEqual(
      [shown.identifier, shown.claim.filter((c) => c.property === 'location')],
      [[], []],
    )
    assert.ok(shown.claim.some((c) => c.subjectId === 'arch'))
  })
})

function CLAIM() {
  return {
    valid: '2015',
    qualifier: 'on' as const,
    earliest: 16_436,
    latest: 16_800,
    sourceId: 'paper',
    words: 'South of the hill',
    wordsLang: 'en',
    knownFrom: 16_700,
  }
}

function PLACE() {
  return {
    lat: 34.123456,
    lon: 38.234567,
    datum: 'WGS84',
    precisionM: 1,
    basis: 'survey',
    note: 'By the wall',
    sources: [],
  }
}
