import { z } from 'zod'
import type { Lang } from '../../../db/domain/vocabulary'
import { translator } from '../../_i18n'
import { LIMITS } from './caller'
import examples from './examples.json'
import type { Operation, Read, Write } from './operation'
import { TAGS } from './operation'
import { OPERATIONS } from './operations'
import { PARAMS } from './params'
import { PROBLEMS, type ProblemCode, problemType } from './problem'
import { API } from './shapes/addresses'

type Json = Record<string, unknown>
type Translate = ReturnType<typeof translator>

/** The examples, taken from answers of the seeded register, by operation. */
export const EXAMPLES: Record<string, { address?: string; request?: Json; response?: Json }> =
  examples

/**
 * The API as an OpenAPI 3.1 document, made from the operations and their schemas. `origin` is the public address without
 * a trailing slash; texts are in one language, names and schemas in none.
 */
export function openapi(origin: string, lang: Lang): Json {
  const t = translator(lang)
  const components: Json = {}
  const paths: Record<string, Json> = {}
  for (const operation of OPERATIONS) {
    const path = operation.path || '/'
    const own = paths[path] ?? {}
    own[operation.method] = describe(operation, t, components)
    paths[path] = own
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: t('api.title'),
      version: '1',
      description: t('api.lead'),
      license: { name: 'CC BY 4.0', identifier: 'CC-BY-4.0' },
    },
    servers: [{ url: `${origin}${API}` }],
    tags: TAGS.map((name) => ({ name, description: t(`api.tags.${name}`) })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: t('api.keys.text') },
      },
      headers: HEADERS(t),
      schemas: { ...sorted(components), Problem: problemSchema(origin) },
      responses: Object.fromEntries(
        (Object.keys(PROBLEMS) as ProblemCode[]).map((code) => [code, problemAnswer(code, t)]),
      ),
    },
    externalDocs: { url: `${origin}/${lang}/api` },
  }
}

/** The ways in which an operation can fail. */
export function problemsOf(operation: Operation): ProblemCode[] {
  if (operation.method === 'get')
    return [
      ...(operation.params.length > 0 ? (['invalid_parameters'] as const) : []),
      'no_key',
      ...(operation.path.includes('{') ? (['not_found'] as const) : []),
      'not_acceptable',
      'too_many',
      'unexpected',
    ]
  return [
    'malformed',
    'no_key',
    'forbidden',
    'not_found',
    operation.isNew && operation.status === 201 ? 'duplicate' : 'conflict',
    'too_large',
    'unsupported_type',
    'invalid_fields',
    'too_many',
    'unexpected',
    'not_writable',
    'busy',
    'disk_full',
  ]
}

/** The names in braces in a path. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
}

function describe(operation: Operation, t: Translate, components: Json): Json {
  const { id, tag } = operation
  const common = {
    operationId: id,
    tags: [tag],
    summary: t(`api.operations.${id}`),
  }
  const named = namesIn(operation.path).map((name) => ({
    name,
    in: 'path',
    required: true,
    description: t(`api.params.${name}`),
    schema: { type: 'string' },
  }))
  return operation.method === 'get'
    ? { ...common, ...describeRead(operation, named, t, components) }
    : { ...common, ...describeWrite(operation, named, t, components) }
}

function describeRead(operation: Read, named: Json[], t: Translate, components: Json): Json {
  const example = EXAMPLES[operation.id]
  const content = operation.formats.map((type) => [
    type,
    type === 'application/json'
      ? {
          schema: schemaOf(operation.answer, 'output', components),
          ...(example?.response && { example: example.response }),
        }
      : {},
  ])
  return {
    parameters: [...named, ...operation.params.map((name) => param(name, t, components))],
    security: [{}, { key: [] }],
    responses: {
      200: {
        description: t('api.answers.ok'),
        headers: headerRefs('ETag', 'Link', 'RateLimit', 'RateLimit-Policy'),
        content: Object.fromEntries(content),
      },
      304: { description: t('api.answers.same') },
      ...problemRefs(operation),
    },
  }
}

function describeWrite(operation: Write, named: Json[], t: Translate, components: Json): Json {
  const example = EXAMPLES[operation.id]
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: t('api.params.idempotencyKey'),
    schema: { type: 'string', format: 'uuid' },
  }
  return {
    ...(operation.method === 'put' && { description: t('api.replaces') }),
    parameters: [...named, ...(operation.isNew ? [key] : [])],
    security: [{ key: [] }],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: bodySchema(operation, components),
          ...(example?.request && { example: example.request }),
        },
      },
    },
    responses: {
      [operation.status]: {
        description: t('api.answers.saved'),
        headers: headerRefs('RateLimit', 'RateLimit-Policy'),
        content: {
          'application/json': {
            schema: schemaOf(savedAnswer, 'output', components),
            ...(example?.response && { example: example.response }),
          },
        },
      },
      202: {
        description: t('api.answers.proposed'),
        content: {
          'application/json': {
            schema: schemaOf(proposedAnswer, 'output', components),
            example: PROPOSED,
          },
        },
      },
      ...problemRefs(operation),
    },
  }
}

/** What a change is answered with at a site that reviews changes. */
export const proposedAnswer = z
  .object({
    proposal: z.object({ id: z.string(), state: z.literal('proposed') }),
    links: z.object({ page: z.url() }),
  })
  .meta({ id: 'Proposed', description: 'The proposal that waits to be accepted, and its page.' })

const PROPOSED = {
  proposal: { id: '5f2b6c1e-0c4d-9a7e-3b52-8d1f6e4a9c70', state: 'proposed' },
  links: {
    page: 'https://tadmor.example/en/palmyra/proposals/5f2b6c1e-0c4d-9a7e-3b52-8d1f6e4a9c70',
  },
}

/** What a save is answered with. */
export const savedAnswer = z
  .object({
    rev: z.int().min(1),
    id: z.string(),
    links: z.object({ self: z.url().nullable(), history: z.url() }),
  })
  .meta({ id: 'Saved', description: 'The revision that was made and the record it is about.' })

/** The JSON that a writing operation takes: the form's fields, numbers and truths as such, what the path says left out. */
export function bodySchema(operation: Write, components: Json): Json {
  const {
    properties,
    required = [],
    ...rest
  } = schemaOf(operation.input, 'input', components) as {
    properties: Record<string, Json>
    required?: string[]
  }
  const left = new Set([
    ...Object.keys(operation.fromPath ?? {}),
    ...(operation.isNew ? ['formId'] : []),
  ])
  const { pairs } = operation
  const entries = Object.entries(properties).filter(([name]) => !left.has(name))
  if (pairs) entries.push([pairs.name, schemaOf(pairs.schema, 'input', components)])
  return {
    ...rest,
    properties: Object.fromEntries(
      entries.map(([name, schema]) => [name, required.includes(name) ? schema : orNull(schema)]),
    ),
    // An absent list is an empty one.
    required: required.filter((name) => !left.has(name) && properties[name]?.type !== 'array'),
    additionalProperties: false,
  }
}

/** Null and an absent member are the same: an empty field. */
function orNull(schema: Json): Json {
  return { anyOf: [schema, { type: 'null' }] }
}

function param(name: string, t: Translate, components: Json): Json {
  const example = PARAMS[name]?.example
  return {
    name,
    in: 'query',
    required: false,
    description: t(`api.params.${name}`),
    schema: paramSchema(name, components),
    ...(example && { example }),
  }
}

/** What a query parameter may be. */
export function paramSchema(name: string, components: Json = {}): Json {
  const { schema, many } = PARAMS[name] ?? { schema: z.string() }
  const one = schemaOf(schema, 'input', components)
  return many ? { type: 'array', items: one } : one
}

/** A zod schema as JSON Schema, the named ones among its parts moved to the components. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...json
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.const === 'on') {
        delete jsonSchema.const
        jsonSchema.type = 'boolean'
      }
    },
  }) as Json & { $defs?: Json }
  Object.assign(components, moved($defs))
  const { id, ...own } = moved(json) as Json & { id?: string }
  if (id === undefined) return own
  components[id] = own
  return { $ref: `#/components/schemas/${id}` }
}

/** References lead to the components of the document. */
function moved(json: Json): Json {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'))
}

function sorted(components: Json): Json {
  return Object.fromEntries(
    Object.entries(components)
      .map(([name, schema]) => {
        const { id: _, ...rest } = schema as Json
        return [name, rest] as const
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

function problemSchema(origin: string): Json {
  return {
    type: 'object',
    description: 'Problem details, RFC 9457.',
    properties: {
      type: {
        type: 'string',
        enum: (Object.keys(PROBLEMS) as ProblemCode[]).map((c) => problemType(origin, c)),
      },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      instance: { type: 'string' },
    },
    required: ['type', 'title', 'status', 'detail', 'instance'],
  }
}

function problemAnswer(code: ProblemCode, t: Translate): Json {
  return {
    description: `${t(`api.problems.${code}.title`)}. ${t(`api.problems.${code}.text`)}`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    ...(code === 'too_many' && {
      headers: headerRefs('Retry-After', 'RateLimit', 'RateLimit-Policy'),
    }),
  }
}

/** One answer for each status; several problems of one status share the first's description. */
function problemRefs(operation: Operation): Json {
  const found = problemsOf(operation).map((code) => [
    PROBLEMS[code],
    { $ref: `#/components/responses/${code}` },
  ])
  return Object.fromEntries(found.reverse())
}

const HEADERS = (t: Translate): Json =>
  Object.fromEntries(
    ['ETag', 'Link', 'RateLimit', 'RateLimit-Policy', 'Retry-After'].map((name) => [
      name,
      {
        description: t(`api.headers.${name}`, { minutes: LIMITS.address.minutes }),
        schema: { type: 'string' },
      },
    ]),
  )

function headerRefs(...names: string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
