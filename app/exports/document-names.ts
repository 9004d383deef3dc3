import type { Bilingual } from '../../db/domain/vocabulary'
import type { Report } from '../../db/queries/report'

/** The report with the short name in its address for everything that has no name in either language. */
export function withNames(report: Report): Report {
  const { site, name, rows, sheets, changes } = report
  const slugs = new Map(
    sheets.flatMap(({ monument, parts }) =>
      [monument, ...parts.map((p) => p.monument)].map((m) => [m.id, m.slug] as const),
    ),
  )
  const about = <T extends { subjectId: string; subjectName: Bilingual }>(list: T[]): T[] =>
    list.map((r) => ({ ...r, subjectName: named(r.subjectName, slugs.get(r.subjectId)) }))
  return {
    ...report,
    name: named(name, site.slug),
    rows: rows.map((row) => ({ ...row, name: named(row.name, row.slug) })),
    sheets: sheets.map((sheet) => ({
      ...sheet,
      name: named(sheet.name, sheet.monument.slug),
      parts: sheet.parts.map((p) => ({ ...p, name: named(p.name, p.monument.slug) })),
      claims: about(sheet.claims),
      assessments: about(sheet.assessments),
      disagreements: sheet.disagreements.map((d) => ({
        ...d,
        topic: named(d.topic, sheet.monument.slug),
      })),
    })),
    changes: changes && {
      ...changes,
      lists: changes.lists.map(({ kind, entries }) => ({
        kind,
        entries: entries.map((entry) => ({ ...entry, name: named(entry.name, entry.slug) })),
      })),
      opened: about(changes.opened),
      closed: about(changes.closed),
    },
  }
}

function named(name: Bilingual, slug = ''): Bilingual {
  return name.en || name.ar ? name : { en: slug }
}
