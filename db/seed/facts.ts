import type { NewRow } from '../store/records'
import type { ClaimBook } from './claims'
import type { MonumentEntry, NotesEntry, SiteEntry } from './shapes'
import type { ReadIn } from './sources'

/** What the World Heritage papers say of the site. */
export function enterSiteFacts(site: SiteEntry, book: ClaimBook): void {
  for (const fact of site.facts) {
    const { id, ...entry } = fact
    const name = `${site.id}.${id}`
    book.enter(entry, { id: name, origin: name, subjects: [site.id], valid: fact.valid })
  }
}

/** Building dates: one claim per source, in the source's words, with the compiler's years. */
export function enterPeriods(entries: MonumentEntry[], book: ClaimBook): void {
  for (const m of entries) {
    m.periods.forEach((p, n) => {
      const valid = p.years ?? p.valid
      if (!valid) throw new Error(`${m.id}: a period without years needs a date it was so by`)
      const overrides = Object.entries(p.yearsBySource ?? {}).map(([s, years]) => [
        s,
        { value: years, valid: years },
      ])
      book.enter(
        {
          words: p.label,
          property: 'construction_date',
          value: p.years ?? undefined,
          sources: p.sources,
          note: p.note,
          provenance: p.provenance,
          overrides: Object.fromEntries(overrides),
        },
        {
          id: `${m.id}.period.${n + 1}`,
          origin: `${m.id}.period#${n + 1}`,
          subjects: [m.id],
          valid,
        },
      )
    })
  }
}

/** Remarks, gaps and traps of the fact sheet, on the records that they concern. */
export function noteRows(
  site: SiteEntry,
  entries: MonumentEntry[],
  { traps, gaps }: NotesEntry,
  readIn: ReadIn,
): NewRow<'note'>[] {
  const note = (kind: NewRow<'note'>['kind'], subjectId: string, own = false) => {
    return (n: {
      id: string
      text: string
      sources: string[]
      provenance?: string
    }): NewRow<'note'> => ({
      id: own ? `${subjectId}.${n.id}` : n.id,
      subjectId,
      kind,
      text: n.text,
      handling: null,
      sources: n.sources,
      provenance: n.provenance ?? readIn(n.sources),
    })
  }
  return [
    ...site.gaps.map(note('gap', site.id, true)),
    ...site.remarks.map(note('remark', site.id, true)),
    ...entries.flatMap(monumentNotes),
    ...entries.flatMap((m) => m.parts).flatMap(partNote),
    ...traps.flatMap((t) => t.subjects.map((s) => note('trap', s)(t))),
    ...gaps.flatMap((g) => g.subjects.map((s) => note('gap', s, g.subjects.length > 1)(g))),
  ]
}

function partNote({ id, status, sources }: MonumentEntry['parts'][number]): NewRow<'note'>[] {
  if (!status) return []
  const provenance = 'fact sheet'
  return [
    {
      id: `${id}.state`,
      subjectId: id,
      kind: 'remark',
      text: status,
      sources: [],
      handling: `Read in ${sources.join(', ')}`,
      provenance,
    },
  ]
}

function monumentNotes(m: MonumentEntry): NewRow<'note'>[] {
  const remark = (
    id: string,
    text: string,
    handling: string | null,
    provenance: string,
  ): NewRow<'note'> => {
    return {
      id: `${m.id}.${id}`,
      subjectId: m.id,
      kind: 'remark',
      text,
      handling,
      sources: [],
      provenance,
    }
  }
  const { latest, atSeedDate } = m
  return [
    ...(m.typeAsGiven
      ? [remark('type', `Type as the fact sheet gives it: ${m.typeAsGiven}`, null, 'fact sheet')]
      : []),
    ...(m.remark ? [remark('remark', m.remark.text, null, m.remark.provenance)] : []),
    remark(
      'latest',
      `Latest state${latest.asOf ? ` (${latest.asOf})` : ''}: ${latest.text}`,
      `Coded ${latest.code}${latest.events.length > 0 ? `, from ${latest.events.join(', ')}` : ''}`,
      latest.provenance,
    ),
    ...(atSeedDate
      ? [
          remark(
            'at-seed-date',
            `State on ${atSeedDate.asOf}: coded ${atSeedDate.code}`,
            null,
            atSeedDate.provenance,
          ),
        ]
      : []),
  ]
}
