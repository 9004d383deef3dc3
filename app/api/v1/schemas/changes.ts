import { z } from 'zod'
import { HISTORY_KINDS } from '../../../../db/domain/changes-filter'
import * as v from '../../../../db/domain/vocabulary'
import { bilingual, count, day, links } from './common'
import { explainedStatus, threat } from './records'

const op = z.enum(['entered', 'corrected', 'withdrawn', 'restored'])
const kind = z.enum(HISTORY_KINDS)

const named = z
  .object({
    id: z.string(),
    kind,
    text: bilingual.nullable(),
    said: z.object({ text: z.string(), lang: z.string().nullable() }).nullable(),
    links,
  })
  .meta({ id: 'Named', description: 'What a record is called; `said` are words of a source.' })

const save = {
  rev: z.int(),
  at: z.iso.datetime(),
  reason: z
    .string()
    .nullable()
    .meta({ description: 'Null where it may tell of what is not public.' }),
  actorName: z.string().nullable().meta({ description: 'Told to editors only.' }),
}

export const saveEntry = z
  .object({ ...save, groups: z.array(z.object({ kind, op, count, records: z.array(named) })) })
  .meta({ id: 'Save', description: 'One accepted save and what it did.' })

const value = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string(), lang: z.string().nullable() }),
    z.object({ type: z.literal('label'), label: bilingual }),
    z.object({ type: z.literal('date'), edtf: z.string(), qualifier: z.enum(v.QUALIFIERS) }),
    z.object({ type: z.literal('day'), day }),
    z.object({ type: z.literal('truth'), is: z.boolean() }),
    z.object({ type: z.literal('records'), ids: z.array(z.string()) }),
  ])
  .meta({ id: 'Value' })

const field = { name: z.string(), lang: z.enum(v.LANGS).nullable() }

export const history = z
  .object({
    record: named,
    uses: z.array(named),
    versions: z.array(
      z.object({
        ...save,
        op,
        changes: z.array(z.object({ ...field, before: value.nullable(), after: value.nullable() })),
        state: z.array(z.object({ ...field, value })).nullable(),
      }),
    ),
  })
  .meta({ id: 'History', description: 'Every version of one record, the newest first.' })

const clocks = z.object({ asOf: day, knownAt: day }).meta({ id: 'Clocks' })

export const comparison = z
  .object({
    from: clocks,
    to: clocks,
    lists: z.array(
      z.object({
        kind: z.enum(v.CHANGES),
        monuments: z.array(
          z.object({
            id: z.string(),
            slug: z.string(),
            name: bilingual,
            toldThen: explainedStatus.meta({ description: 'What was told on the earlier day.' }),
            earlier: explainedStatus.meta({ description: 'What is told now of the earlier day.' }),
            later: explainedStatus,
            claims: z.array(z.string()),
            assessments: z.array(z.string()),
            links,
          }),
        ),
      }),
    ),
    opened: z.array(threat),
    closed: z.array(threat),
  })
  .meta({
    id: 'Comparison',
    description: 'What changed at a site between two days, in the world and in what is known.',
  })
