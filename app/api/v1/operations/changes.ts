import type { z } from 'zod'
import { parseChanges } from '../../../../db/domain/changes-filter'
import { DomainError } from '../../../../db/domain/errors'
import { PAGE_SIZE, recentChanges } from '../../../../db/queries/changes'
import type { Value } from '../../../../db/queries/fields'
import { recordHistory, type SaveEntry, type VersionEntry } from '../../../../db/queries/history'
import type { Named } from '../../../../db/queries/past'
import { requireSite } from '../../../../db/queries/sites'
import { read } from '../operation'
import { history, saveEntry } from '../schemas/changes'
import { count, list, single } from '../schemas/common'
import { type Addresses, pathOf } from '../shapes/addresses'
import { dayText } from '../shapes/dates'

export const listChanges = read({
  id: 'listChanges',
  path: '/sites/{site}/changes',
  tag: 'changes',
  formats: ['application/json'],
  params: ['rev', 'record', 'monument', 'from', 'to', 'cursor'],
  answer: list(saveEntry, { found: count }),
  check: (query) => parseChanges(query).problems,
  async run({ db, reader, pinned, path, query, from, at }) {
    const { rev } = pinned.view
    const site = await requireSite(db, reader, path.site ?? '', rev)
    const page = typeof from === 'number' ? from : 1
    const filter = { ...parseChanges(query).filter, page }
    const changes = await recentChanges(db, reader, site.id, filter, rev)
    if (filter.monument !== null && changes.place === null) throw new DomainError('not_found')
    return {
      body: { data: changes.saves.map((save) => saveShape(save, at)), found: changes.count },
      page: at.page(`/${encodeURIComponent(site.slug)}/changes`),
      next: page * PAGE_SIZE < changes.count ? page + 1 : null,
    }
  },
})

export const getHistory = read({
  id: 'getHistory',
  path: '/records/{record}/history',
  tag: 'changes',
  formats: ['application/json'],
  params: ['rev', 'asOf', 'knownAt'],
  answer: single(history),
  async run({ db, reader, pinned, path, at }) {
    const id = path.record ?? ''
    const { record, uses, versions } = await recordHistory(db, reader, id, pinned.view.rev)
    const data: z.infer<typeof history> = {
      record: namedShape(record, at),
      uses: uses.map((use) => namedShape(use, at)),
      versions: versions.map(versionShape),
    }
    return { body: { data }, page: at.page(`/history/${encodeURIComponent(id)}`) }
  },
})

function saveShape(
  { groups, isAlone: _, isWide: __, acceptedBy: ___, ...save }: SaveEntry,
  at: Addresses,
): z.infer<typeof saveEntry> {
  return {
    ...save,
    groups: groups.map((group) => ({
      ...group,
      records: group.records.map((record) => namedShape(record, at)),
    })),
  }
}

function namedShape({ page, id, kind, text, said }: Named, at: Addresses) {
  const self = page === null ? null : pathOf(kind, id)
  return { id, kind, text, said, links: at.links(id, self, page) }
}

function versionShape(version: VersionEntry): z.infer<typeof history>['versions'][number] {
  const { rev, at, reason, actorName, op, changes, state } = version
  return {
    ...{ rev, at, reason, actorName, op },
    changes: changes.map(({ name, lang, before, after }) => ({
      name,
      lang,
      before: before && valueShape(before),
      after: after && valueShape(after),
    })),
    state:
      state?.map(({ name, lang, value }) => ({ name, lang, value: valueShape(value) })) ?? null,
  }
}

function valueShape(value: Value) {
  if (value.type === 'language') return { type: 'text' as const, text: value.code, lang: null }
  if (value.type === 'line')
    return { type: 'text' as const, text: JSON.stringify(value.points), lang: null }
  if (value.type === 'records')
    return { type: 'records' as const, ids: value.records.map((r) => r.id) }
  return value.type === 'day' ? { type: 'day' as const, day: dayText(value.day) ?? '' } : value
}
