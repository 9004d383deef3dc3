import type { Say } from '../../../../components/say'
import { Timeline as ConditionTimeline } from '../../../../components/timeline/timeline'
import type { Report } from '../../../../db/queries/report'
import { dirOf, sayIn } from '../../../_i18n'
import type { Doc } from '../../../exports/document'
import { Method, Sources } from './annex'
import { ChangesView } from './changes'
import { AuditView, LogView } from './log'
import { PlanView } from './plan'
import styles from './report.module.css'
import { Caveats, Factors, RegisterTable, Summary, Timeline, TitleBlock } from './sections'
import { SheetView } from './sheet'
import { Prose, Word, Words } from './words'

/** The report as it is downloaded and printed, in its own languages, whatever the language of the page around it. */
export function Preview({ doc, report, say: around }: { doc: Doc; report: Report; say: Say }) {
  const say = { ...around, ...sayIn(doc.langs[0] ?? around.lang), at: around.at, pin: around.pin }
  const has = (section: Doc['sections'][number]) => doc.sections.includes(section)
  return (
    <article className={styles.report} data-paper={doc.paper} lang={say.lang} dir={dirOf(say.lang)}>
      <TitleBlock doc={doc} say={say} />
      <Caveats doc={doc} say={say} />
      {has('summary') && <Summary doc={doc} say={say} />}
      {has('changes') && <ChangesView doc={doc} say={say} />}
      {has('events') && <Timeline doc={doc} say={say} />}
      {has('events') && <Factors doc={doc} say={say} />}
      {has('figure') && report.rows.length > 0 && <Figure doc={doc} report={report} say={say} />}
      <PlanView doc={doc} report={report} say={say} />
      {has('register') && <RegisterTable doc={doc} say={say} />}
      {has('sheets') && (
        <section>
          <h2>
            <Word doc={doc} name="sheets.title" say={say} />
          </h2>
          <Prose text={doc.sheetsLead} say={say} quiet />
          {doc.sheets.map((sheet) => (
            <SheetView key={sheet.id} doc={doc} sheet={sheet} say={say} />
          ))}
        </section>
      )}
      {has('method') && <Method doc={doc} say={say} />}
      {has('sources') && <Sources doc={doc} say={say} />}
      <LogView doc={doc} say={say} />
      <section>
        <h2>
          <Word doc={doc} name="disclaimer.title" say={say} />
        </h2>
        {doc.disclaimer.map((text) => (
          <Prose key={text[0]?.text} text={text} say={say} />
        ))}
      </section>
      <AuditView doc={doc} say={say} />
    </article>
  )
}

function Figure({ doc, report, say }: { doc: Doc; report: Report; say: Say }) {
  const pages = new Map(doc.figure.rows.map(({ id, url }) => [id, url]))
  return (
    <section>
      <h2>
        <Words text={doc.figure.title} say={say} />
      </h2>
      <ConditionTimeline
        say={say}
        figure={report.figure}
        monuments={report.rows}
        monumentHref={(monument) => pages.get(monument) ?? `#sheet-${monument}`}
        assessmentHref={(id) => say.pin(`/${say.lang}/assessments/${encodeURIComponent(id)}`)}
      />
    </section>
  )
}
