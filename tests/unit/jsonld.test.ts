import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import jsonld from 'jsonld'
import { DataFactory, Parser, Store } from 'n3'
import Papa from 'papaparse'
import { CLAIMS_CSV, MONUMENTS_CSV, MONUMENTS_JSONLD } from '../../app/exports/formats'
import type { At } from '../../app/exports/linked-art/node'
import {
  linkedArtDocument,
  linkedArtOfAssessment,
  linkedArtOfClaim,
  linkedArtOfMonument,
  linkedArtOfSite,
  linkedArtOfSource,
} from '../../app/exports/linked-art/records'
import { EVERYTHING } from '../../db/domain/filter'
import { NOBODY } from '../../db/domain/policy'
import { dossiers } from '../../db/queries/dossiers'
import { getSite, requireSite } from '../../db/queries/sites'
import { pinView } from '../../db/queries/view'
import { ORIGIN, PIN, seededRegister } from '../support/seeded'
import { NOW } from '../support/small-register'

const CRM = 'http://www.cidoc-crm.org/cidoc-crm/'
const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
const { namedNode } = DataFactory
const crm = (name: string) => namedNode(CRM + name)

let register: Awaited<ReturnType<typeof seededRegister>>
let text: string
let graph: Store
before(async () => {
  register = await seededRegister()
  text = String(await register.bytes(MONUMENTS_JSONLD, PIN))
  graph = await triples(JSON.parse(text))
})
after(() => register.close())

test('the document expands, without a network, to CIDOC CRM: an attribute assignment per claim of the page', async () => {
  const claims = await table('claims')
  assert.ok(claims.length > 100)
  for (const { id = '', monument_id, property, value } of claims) {
    const claim = namedNode(`${ORIGIN}/en/claims/${encodeURIComponent(id)}`)
    const about = (name: string) => graph.getObjects(claim, crm(name), null)
    assert.equal(
      graph.countQuads(claim, namedNode(RDF_TYPE), crm('E13_Attribute_Assignment'), null),
      1,
      id,
    )
    // Said by what it is about, or of a site, which is no thing, by the claim itself.
    assert.equal(
      graph.countQuads(null, crm('P140i_was_attributed_by'), claim, null),
      monument_id ? 1 : 0,
      id,
    )
    assert.equal(about('P140_assigned_attribute_to').length, monument_id ? 0 : 1, id)
    assert.equal(about('P141_assigned').length, 1, id)
    assert.equal(about('P4_has_time-span').length, 1, id)
    assert.equal(about('P16_used_specific_object').length, 1, id)
    const [kind] = about('P177_assigned_property_of_type').map((o) => o.value)
    assert.equal(
      kind,
      CRM + (property === 'condition' && value ? 'P2_has_type' : 'P67i_is_referred_to_by'),
    )
  }
})

test('every monument of the page is there with its names, place, kind and status', async () => {
  const monuments = await table('monuments')
  assert.equal(monuments.length, 26)
  for (const line of monuments) {
    const slug = /palmyra\/([^?]+)/.exec(line.permalink ?? '')?.[1]
    const node = namedNode(`${ORIGIN}/en/palmyra/${slug}`)
    assert.equal(graph.countQuads(node, namedNode(RDF_TYPE), crm('E22_Human-Made_Object'), null), 1)
    const contents = graph
      .getObjects(node, crm('P1_is_identified_by'), null)
      .flatMap((name) => graph.getObjects(name, crm('P190_has_symbolic_content'), null))
      .map((o) => o.value)
    for (const name of [line.name_en, line.name_ar].filter(Boolean))
      assert.ok(contents.includes(name ?? ''), name)
    const status = graph.getObjects(namedNode(`${node.value}#status`), crm('P141_assigned'), null)
    assert.ok(status.some((o) => o.value === `${ORIGIN}/en/about#headlines-${line.headline}`))
    const [place] = graph.getObjects(node, crm('P55_has_current_location'), null)
    const [shape] = graph.getObjects(place ?? null, crm('P168_place_is_defined_by'), null)
    // In Linked Art `part_of` means something else of a place than of a thing; `falls_within` is of neither.
    assert.deepEqual(
      graph.getObjects(place ?? null, crm('P89_falls_within'), null).map((o) => o.value),
      [`${ORIGIN}/en/palmyra`],
    )
    if (line.lat) assert.match(shape?.value ?? '', /^(POINT|LINESTRING|POLYGON)/)
  }
})

test('conditions are our terms, with those of others that say the same', () => {
  const destroyed = namedNode(`${ORIGIN}/en/about#conditions-destroyed`)
  const same = graph.getObjects(
    destroyed,
    namedNode('https://linked.art/ns/terms/equivalent'),
    null,
  )
  assert.ok(same.some((o) => o.value === 'http://www.wikidata.org/entity/Q56556915'))
  const labels = same.flatMap((o) =>
    graph.getObjects(o, namedNode('http://www.w3.org/2000/01/rdf-schema#label'), null),
  )
  assert.ok(labels.some((o) => o.value === 'EAMENA: Destroyed'))
})

test('names are in the languages of the Getty thesaurus, and things are what other registers hold', () => {
  const bel = namedNode(`${ORIGIN}/en/palmyra/temple-of-bel`)
  const languages = graph
    .getObjects(bel, crm('P1_is_identified_by'), null)
    .flatMap((name) => graph.getObjects(name, crm('P72_has_language'), null))
    .map((o) => o.value)
  for (const id of ['300388277', '300387843'])
    assert.ok(languages.includes(`http://vocab.getty.edu/aat/${id}`))
  const same = graph.getObjects(bel, namedNode('https://linked.art/ns/terms/equivalent'), null)
  assert.ok(same.some((o) => /^http:\/\/www\.wikidata\.org\/entity\/Q\d+$/.test(o.value)))
})

test('no key is dropped: every term that the document uses is in its context', () => {
  const { '@context': context, '@graph': nodes } = JSON.parse(text)
  const unknown = new Set<string>()
  const walk = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(walk)
    else if (value && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) {
        if (!(key in context)) unknown.add(key)
        if (key === 'type' && !(String(inner) in context)) unknown.add(String(inner))
        walk(inner)
      }
  }
  walk(nodes)
  assert.deepEqual([...unknown], [])
})

test('nothing that was published after “known by” is in it', () => {
  const starts = graph
    .getSubjects(namedNode(RDF_TYPE), crm('E33_Linguistic_Object'), null)
    .flatMap((source) => graph.getObjects(source, crm('P94i_was_created_by'), null))
    .flatMap((creation) => graph.getObjects(creation, crm('P4_has_time-span'), null))
    .flatMap((span) => graph.getObjects(span, crm('P82a_begin_of_the_begin'), null))
  assert.ok(starts.length > 30)
  for (const { value } of starts) assert.ok(value < '2016-12-15', value)
})

test('one record is a document by itself', async () => {
  const { db } = register.store
  const pinned = await pinView(db, { ...EVERYTHING, rev: 1 }, NOW)
  const site = await requireSite(db, NOBODY, 'palmyra', 1)
  const at: At = { origin: ORIGIN, siteSlug: 'palmyra', view: pinned.view, head: pinned.head }
  for await (const [entry] of dossiers(db, NOBODY, site.id, pinned)) {
    const { dossier } = entry ?? assert.fail()
    const subject = `${ORIGIN}/en/palmyra/${dossier.monument.slug}`
    const [claim, assessment] = [dossier.claims[0], dossier.assessments[0]]
    assert.ok(claim && assessment)
    const documents = [
      linkedArtOfMonument(dossier, at),
      linkedArtOfClaim(claim, subject, at),
      linkedArtOfAssessment(assessment, subject, at),
      linkedArtOfSource(claim.source, at),
      linkedArtOfSite(await getSite(db, NOBODY, 'palmyra', 1), at),
    ]
    for (const node of documents) {
      const found = await triples(linkedArtDocument(node, at))
      assert.ok(found.countQuads(namedNode(node.id ?? ''), null, null, null) > 4, node.id)
    }
    const alone = await triples(linkedArtDocument(documents[1] ?? {}, at))
    assert.equal(alone.getObjects(null, crm('P140_assigned_attribute_to'), null)[0]?.value, subject)
    break
  }
})

test('a view without monuments is a valid document without any', async () => {
  const empty = String(await register.bytes(MONUMENTS_JSONLD, `${PIN}&q=nosuchmonument`))
  const found = await triples(JSON.parse(empty))
  assert.equal(found.countQuads(null, namedNode(RDF_TYPE), crm('E22_Human-Made_Object'), null), 0)
  assert.equal(found.countQuads(null, namedNode(RDF_TYPE), crm('E73_Information_Object'), null), 1)
})

async function triples(document: object): Promise<Store> {
  const quads = await jsonld.toRDF(document as jsonld.JsonLdDocument, {
    format: 'application/n-quads',
    documentLoader: (url) => assert.fail(`asked the network for ${url}`),
  })
  return new Store(new Parser({ format: 'N-Quads' }).parse(String(quads)))
}

async function table(name: 'monuments' | 'claims'): Promise<Record<string, string>[]> {
  const csv = String(await register.bytes(name === 'claims' ? CLAIMS_CSV : MONUMENTS_CSV, PIN))
  return Papa.parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true })
    .data
}
