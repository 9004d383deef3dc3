import { z } from 'zod'
import { assessInput } from '../../../../db/domain/assess-input'
import { claimEditInput } from '../../../../db/domain/claim-edit-input'
import {
  claimInput,
  closeInput,
  monumentInput,
  restoreInput,
  threatEditInput,
  threatInput,
  withdrawInput,
} from '../../../../db/domain/inputs'
import { mergeInput } from '../../../../db/domain/merge-input'
import { newSourceInput, sourceInput } from '../../../../db/domain/source-input'
import { STANCES } from '../../../../db/domain/vocabulary'
import { assess } from '../../../../db/mutations/assess'
import type { Call } from '../../../../db/mutations/call'
import { editClaim } from '../../../../db/mutations/edit-claim'
import { editMonument } from '../../../../db/mutations/edit-monument'
import { editSource } from '../../../../db/mutations/edit-source'
import { editThreat } from '../../../../db/mutations/edit-threat'
import { mergeSources } from '../../../../db/mutations/merge-sources'
import { findMonumentRecords, movedAt } from '../../../../db/mutations/monument-records'
import { enterSource } from '../../../../db/mutations/new-source'
import { recordClaim } from '../../../../db/mutations/record-claim'
import { restore } from '../../../../db/mutations/restore'
import { closeThreat, openThreat } from '../../../../db/mutations/threats'
import { withdraw } from '../../../../db/mutations/withdraw'
import { placeOf, revisionTouching } from '../../../../db/queries/editing'
import { write } from '../operation'
import { pathOf } from '../shapes/addresses'
import { monumentPaths } from '../shapes/monuments'

const USES = {
  name: 'uses',
  id: 'claimId',
  fields: { stance: 'stance', reason: 'why' },
  schema: z.array(
    z.object({ claimId: z.string(), stance: z.enum(STANCES), reason: z.string().optional() }),
  ),
}

const NAMES = {
  name: 'names',
  id: 'id',
  fields: { form: 'form', lang: 'lang' },
  schema: z.array(
    z.object({ id: z.string().optional(), form: z.string().nullable(), lang: z.string() }),
  ),
}

export const postClaim = write({
  id: 'recordClaim',
  method: 'post',
  path: '/claims',
  tag: 'editing',
  input: claimInput,
  isNew: true,
  status: 201,
  run: recordClaim,
  self: ({ id }) => pathOf('claim', id),
})

export const putClaim = write({
  id: 'correctClaim',
  method: 'put',
  path: '/claims/{claim}',
  tag: 'editing',
  input: claimEditInput,
  fromPath: { claimId: 'claim' },
  status: 200,
  run: editClaim,
  self: ({ id }) => pathOf('claim', id),
  current: ({ store, input }) => revisionTouching(store.db, input.claimId),
})

export const postAssessment = write({
  id: 'assess',
  method: 'post',
  path: '/assessments',
  tag: 'editing',
  input: assessInput,
  pairs: USES,
  isNew: true,
  status: 201,
  run: assess,
  self: ({ id }) => pathOf('assessment', id),
})

export const putAssessment = write({
  id: 'correctAssessment',
  method: 'put',
  path: '/assessments/{assessment}',
  tag: 'editing',
  input: assessInput,
  fromPath: { assessmentId: 'assessment' },
  pairs: USES,
  isNew: true,
  status: 200,
  run: assess,
  self: ({ id }) => pathOf('assessment', id),
  current: ({ store, input }) => revisionTouching(store.db, input.assessmentId ?? ''),
})

export const putSource = write({
  id: 'correctSource',
  method: 'put',
  path: '/sources/{source}',
  tag: 'editing',
  input: sourceInput,
  fromPath: { sourceId: 'source' },
  status: 200,
  run: editSource,
  self: ({ id }) => pathOf('source', id),
  current: ({ store, input }) => revisionTouching(store.db, input.sourceId),
})

export const postSource = write({
  id: 'enterSource',
  method: 'post',
  path: '/sources',
  tag: 'editing',
  input: newSourceInput,
  isNew: true,
  status: 201,
  run: enterSource,
  self: ({ id }) => pathOf('source', id),
})

export const postMerger = write({
  id: 'mergeSources',
  method: 'post',
  path: '/sources/{source}/merger',
  tag: 'editing',
  input: mergeInput,
  fromPath: { staysId: 'source' },
  status: 200,
  run: mergeSources,
  self: ({ id }) => pathOf('source', id),
  current: ({ store, input }) => revisionTouching(store.db, input.staysId),
})

export const putMonument = write({
  id: 'correctMonument',
  method: 'put',
  path: '/monuments/{monument}',
  tag: 'editing',
  input: monumentInput,
  fromPath: { monumentId: 'monument' },
  pairs: NAMES,
  status: 200,
  run: editMonument,
  async self({ id }, { store, reader }) {
    const { site, slug } = await placeOf(store.db, reader, id)
    return slug === null ? null : monumentPaths(site, slug).api
  },
  async current({ store, reader, input }) {
    const records = await findMonumentRecords(store.db, reader, input.monumentId)
    return records && movedAt(records)
  },
})

export const postThreat = write({
  id: 'openThreat',
  method: 'post',
  path: '/threats',
  tag: 'editing',
  input: threatInput,
  isNew: true,
  status: 201,
  run: openThreat,
  self: () => null,
})

export const putThreat = write({
  id: 'correctThreat',
  method: 'put',
  path: '/threats/{threat}',
  tag: 'editing',
  input: threatEditInput,
  fromPath: { threatId: 'threat' },
  status: 200,
  run: editThreat,
  self: () => null,
  current: ({ store, input }) => revisionTouching(store.db, input.threatId),
})

export const postEnd = write({
  id: 'closeThreat',
  method: 'post',
  path: '/threats/{threat}/end',
  tag: 'editing',
  input: closeInput,
  fromPath: { threatId: 'threat' },
  status: 200,
  run: closeThreat,
  self: () => null,
  current: ({ store, input }) => revisionTouching(store.db, input.threatId),
})

const currentOf = ({ store, input }: Call<{ id: string }>) => revisionTouching(store.db, input.id)

export const postWithdrawal = write({
  id: 'withdraw',
  method: 'post',
  path: '/records/{record}/withdrawal',
  tag: 'editing',
  input: withdrawInput,
  fromPath: { id: 'record' },
  status: 200,
  run: withdraw,
  self: () => null,
  current: currentOf,
})

export const postRestoration = write({
  id: 'restore',
  method: 'post',
  path: '/records/{record}/restoration',
  tag: 'editing',
  input: restoreInput,
  fromPath: { id: 'record' },
  status: 200,
  run: restore,
  self: () => null,
  current: currentOf,
})
