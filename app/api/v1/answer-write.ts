import { DomainError, Proposed } from '../../../db/domain/errors'
import { canSomewhere } from '../../../db/domain/policy'
import type { Call } from '../../../db/mutations/call'
import { proposalPath } from '../../../db/queries/proposals'
import { type Raw, translateIssues } from '../../_form-data'
import { translator } from '../../_i18n'
import type { Context } from './answer'
import type { Write } from './operation'
import { Problem } from './problem'
import { API } from './shapes/addresses'

/** So many bytes are enough for the longest form. */
const LONGEST = 256 * 1024

/**
 * Answers a writing operation through the mutation that the form uses: rights, then the body, the form's own schema, the
 * save. A stale correction is told the version that it should have started from.
 */
export async function answerWrite(operation: Write, context: Context): Promise<Response> {
  const { request, caller, store, origin, now, newId, salt, lang, path } = context
  const { reader } = caller
  if (!canSomewhere(reader, 'record')) throw new Problem('forbidden')
  const sent = formOf(operation, await readBody(request), path)
  if (operation.isNew) sent.formId = idempotencyKey(request) ?? sent.formId ?? newId()
  const parsed = await operation.input.safeParseAsync(sent, { reportInput: true })
  if (!parsed.success)
    throw new Problem('invalid_fields', { errors: translateIssues(translator(lang), parsed.error) })
  const call: Call<unknown> = { store, reader, now, newId, salt, input: parsed.data }
  try {
    const saved = await operation.run(call)
    const self = await operation.self(saved, call)
    const { rev, id } = saved
    const links = {
      self: self === null ? null : `${origin}${API}${self}?rev=${rev}`,
      history: `${origin}${API}/records/${encodeURIComponent(id)}/history?rev=${rev}`,
    }
    return Response.json(
      { rev, id, links },
      {
        status: operation.status,
        headers: {
          'Cache-Control': 'no-store',
          ...(operation.status === 201 && links.self ? { Location: links.self } : {}),
        },
      },
    )
  } catch (error) {
    if (error instanceof Proposed) return accepted(error.id, context)
    if (!(error instanceof DomainError) || error.code !== 'conflict' || !operation.current)
      throw error
    throw new Problem('conflict', { current: await operation.current(call) })
  }
}

/** The site reviews changes: nothing is saved until somebody else has accepted it (RFC 9110, 15.3.3). */
async function accepted(id: string, { store, origin, lang }: Context): Promise<Response> {
  const page = `${origin}/${lang}${await proposalPath(store.db, id)}`
  return Response.json(
    { proposal: { id, state: 'proposed' }, links: { page } },
    { status: 202, headers: { 'Cache-Control': 'no-store', Location: page } },
  )
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json *(;|$)/i.test(type))
    throw new Problem('unsupported_type', { formats: ['application/json'] })
  const text = await boundedText(request)
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>
  } catch {
    // Told the same way as a body that is no object.
  }
  throw new Problem('malformed')
}

/** Reads no further than the longest body. */
async function boundedText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytesOf(request)) {
    length += chunk.length
    if (length > LONGEST) throw new Problem('too_large', { bytes: LONGEST })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function bytesOf({ body }: Request): AsyncIterable<Uint8Array> | [] {
  // Node's streams can be walked through; the types of the web platform do not say so.
  return (body as unknown as AsyncIterable<Uint8Array> | null) ?? []
}

/**
 * JSON as the form would send it, so that the form's schema checks both: numbers as text, true as a ticked box, null and
 * false as an empty field, a list of objects as pairs of fields.
 */
export function formOf(
  { pairs, fromPath = {} }: Pick<Write, 'pairs' | 'fromPath'>,
  body: Record<string, unknown>,
  path: Record<string, string> = {},
): Record<string, unknown> {
  const form: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body))
    if (name !== pairs?.name) setField(form, name, value)
  const list = pairs ? body[pairs.name] : undefined
  if (pairs && Array.isArray(list))
    list.forEach((item: unknown, n) => {
      const members = Object(item) as Record<string, unknown>
      const id = members[pairs.id] ?? `+${n + 1}`
      if (typeof id !== 'string') throw new Problem('malformed')
      for (const [member, prefix] of Object.entries(pairs.fields))
        setField(form, `${prefix}:${id}`, members[member])
    })
  else if (pairs) setField(form, pairs.name, list)
  for (const [field, param] of Object.entries(fromPath)) form[field] = path[param]
  return form
}

function setField(form: Record<string, unknown>, name: string, value: unknown): void {
  const plain = asField(value)
  if (plain !== undefined) form[name] = plain
}

/** Fields are flat: a text, or a list of texts. What lies deeper is refused here, before anybody walks down into it. */
function asField(value: unknown): unknown {
  return Array.isArray(value) ? (value.map(asText) as Raw[string]) : asText(value)
}

function asText(value: unknown): string | undefined {
  if (value === null || value === undefined || value === false) return undefined
  if (value === true) return 'on'
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw new Problem('malformed')
  return value.trim() === '' ? undefined : value
}

/** The key under which a save is recognised when it is sent again: a structured string, or bare. */
function idempotencyKey(request: Request): string | null {
  return (
    request.headers
      .get('idempotency-key')
      ?.trim()
      .replace(/^"(.*)"$/, '$1') || null
  )
}
