import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { and, eq, isNull } from 'drizzle-orm'
import type { Reader } from '../domain/policy'
import { inspectFile } from '../import/read'
import { ImportUnreadable } from '../import/shape'
import { importRun } from '../import-schema'
import { isTooLarge } from '../mutations/importing/apply'
import { isStill } from '../mutations/importing/run'
import { sweepImports } from '../mutations/importing/sweep'
import { doImportJob } from '../mutations/importing/work'
import { newRun } from '../mutations/imports'
import { failureOf, type ImportRun, importRows } from '../queries/imports'
import * as t from '../schema'
import { hashOfFile } from '../store/blobs'
import { insertOf } from '../store/insert'
import { importsFolder, store } from '../store/open'
import type { RecordChange } from '../store/records'
import { save } from '../store/save'
import type { Db } from '../store/store'
import { EX_NO_INPUT, hasRegister } from './say'

/** "Usage error" and "data format error" of sysexits.h. */
const EX_USAGE = 64
const EX_DATA = 65
const USAGE =
  'Usage: npm run import -- FILE --site SLUG [--site-name-en NAME --site-name-ar NAME] [--country-en NAME --country-ar NAME] [--mapping FILE.json] [--format own|eamena|table] [--exact] [--no-conclusions] [--dry-run] [--yes]'
const PROBLEMS_SHOWN = 20
const SAY_EVERY = 2000

/** Whoever holds the data folder. */
const CONSOLE: Reader = { userId: 'console', name: 'Console', role: 'admin' }

/**
 * `npm run import -- FILE --site SLUG`: holds a file against the register, says what would become of its rows, and makes
 * it true when that is wanted. Leaves with 0 when it came true (or would change nothing), 1 when it did not, 64 for a
 * wrong call, 65 for a file that cannot be read and 66 where there is no register.
 */
async function main(): Promise<number> {
  const given = readArguments()
  if (!given) return say(USAGE, EX_USAGE)
  if (!existsSync(given.path)) return say(`There is no file ${given.path}.`, EX_USAGE)
  if (!hasRegister()) return EX_NO_INPUT
  try {
    return await importFile(given)
  } finally {
    await store().close()
  }
}

async function importFile({ path, values }: Given): Promise<number> {
  const { db } = store()
  const mapping = readMapping(values.mapping)
  if (mapping === undefined)
    return say(`${values.mapping} is no mapping: a JSON file, as README.md describes it.`, EX_USAGE)
  const site = await siteOf(db, values)
  if (site === null)
    return say(
      `There is no site ${values.site}: give --site-name-en (and --site-name-ar) to create it.`,
      EX_USAGE,
    )
  await sweepImports(store(), importsFolder(), new Date().toISOString())
  const run = await stageFile(site.id, path, mapping, values)
  if (run.state !== 'ready') {
    const { key, row } = failureOf(run) ?? { key: run.state, row: null }
    const hint = key === 'bad_mapping' ? ' Say with --mapping what its columns mean.' : ''
    const where = row === null ? '' : ` (row ${row})`
    return say(`The file cannot be read: ${key}${where}.${hint}`, EX_DATA)
  }
  await tell(db, run)
  const { entered, corrected, withdrawn } = run.counts
  if (entered + corrected + withdrawn === 0) return end(run, 'Nothing would change.', 0)
  if (values['dry-run']) return end(run, 'Nothing was saved.', 0)
  if (isTooLarge(store(), entered + corrected + withdrawn))
    return end(run, 'That is more than this cluster takes in one revision: divide the file.', 1)
  if (!values.yes && !stdin.isTTY)
    return end(run, 'Nothing was saved: --yes makes it true without asking.', 1)
  if (!values.yes && !(await isWanted())) return end(run, 'Nothing was saved.', 1)
  await site.create()
  return makeTrue(run)
}

type Given = NonNullable<ReturnType<typeof readArguments>>
type Values = Given['values']

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        site: { type: 'string' },
        'site-name-en': { type: 'string' },
        'site-name-ar': { type: 'string' },
        'country-en': { type: 'string' },
        'country-ar': { type: 'string' },
        format: { type: 'string' },
        mapping: { type: 'string' },
        exact: { type: 'boolean', default: false },
        'no-conclusions': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
      },
    })
    const [path] = positionals
    if (positionals.length !== 1 || !path || !/^[a-z0-9-]{1,60}$/.test(values.site ?? ''))
      return null
    return { path: resolve(path), values }
  } catch {
    return null
  }
}

/** What the columns of a table mean; null where nothing is said, undefined where that is no JSON. */
function readMapping(path: string | undefined): ImportRun['mapping'] | undefined {
  if (path === undefined) return null
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

type Site = { id: string; create: () => Promise<void> }

/** The site of this slug; one that is yet to be made where it has a name, null where it has none. */
async function siteOf(db: Db, values: Values): Promise<Site | null> {
  const slug = values.site ?? ''
  const [site] = await db
    .select({ id: t.site.id })
    .from(t.site)
    .where(and(eq(t.site.slug, slug), isNull(t.site.retiredRev)))
  if (site) return { id: site.id, create: async () => {} }
  const names = (['en', 'ar'] as const).flatMap((lang) => {
    const form = values[`site-name-${lang}`]?.trim()
    return form ? [{ form, lang }] : []
  })
  if (names.length === 0) return null
  const id = randomUUID()
  const country = {
    ...(values['country-en'] ? { en: values['country-en'] } : {}),
    ...(values['country-ar'] ? { ar: values['country-ar'] } : {}),
  }
  const hasCountry = Object.keys(country).length > 0
  const draft = () => ({
    actor: { id: 'console', name: 'Console' },
    at: new Date().toISOString(),
    reason: `A site for what ${slug} imports`,
    salt: id,
    changes: [
      { op: 'enter', kind: 'site', row: { id, slug, country: hasCountry ? country : null } },
      ...names.map(({ form, lang }, position) => ({
        op: 'enter' as const,
        kind: 'name' as const,
        row: { id: `${id}.name-${lang}`, subjectId: id, form, lang, preferred: true, position },
      })),
    ] as RecordChange[],
  })
  return { id, create: async () => void (await save(store(), draft)) }
}

async function stageFile(
  siteId: string,
  path: string,
  mapping: ImportRun['mapping'],
  values: Values,
): Promise<ImportRun> {
  const format = values.format ?? (await kindOf(path))
  const input = {
    siteId,
    fileName: basename(path),
    size: statSync(path).size,
    sha256: await hashOfFile(path),
    format,
    mapping,
    settings: { conclude: !values['no-conclusions'], exact: values.exact },
    reason: `Import of ${basename(path)}`,
  }
  const actor = { id: 'console', name: 'Console' }
  const run = newRun(input, randomUUID(), new Date().toISOString(), actor)
  await store().atomic([insertOf(importRun, run)])
  const stop = sayProgress(store().db, run.id)
  try {
    const folder = importsFolder()
    return await doImportJob(store(), { id: run.id, task: 'stage', folder, reader: CONSOLE, path })
  } finally {
    stop()
  }
}

/** What a file is, if it cannot be read: the job says so. */
async function kindOf(path: string): Promise<string> {
  try {
    return (await inspectFile(path)).kind
  } catch (error) {
    if (error instanceof ImportUnreadable) return 'table'
    throw error
  }
}

function sayProgress(db: Db, id: string): () => void {
  const timer = setInterval(async () => {
    const [run] = await db.select().from(importRun).where(eq(importRun.id, id))
    if (run) console.log(`${run.done} rows read`)
  }, SAY_EVERY)
  return () => clearInterval(timer)
}

async function tell(db: Db, run: ImportRun): Promise<void> {
  const { counts } = run
  console.log(
    `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.refused} refused: ${counts.entered} records to enter, ${counts.corrected} to correct`,
  )
  const verdicts = ['refused', 'new', 'changed', 'unchanged'] as const
  const rows = await importRows(db, run, { verdicts, problems: true, limit: PROBLEMS_SHOWN })
  for (const { row, problems } of rows)
    for (const { column, reason, value } of problems)
      console.log(`row ${row}, ${column ?? 'as a whole'}: ${reason}${value ? ` (${value})` : ''}`)
}

async function isWanted(): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stdout })
  const answer = await lines.question('Make this true? [y/N] ')
  lines.close()
  return /^y(es)?$/i.test(answer.trim())
}

async function makeTrue(run: ImportRun): Promise<number> {
  await store().atomic([
    isStill(run.id, ['ready']),
    store().db.update(importRun).set({ state: 'applying' }).where(eq(importRun.id, run.id)).toSQL(),
  ])
  const folder = importsFolder()
  const after = await doImportJob(store(), { id: run.id, task: 'apply', folder, reader: CONSOLE })
  if (after.state !== 'applied')
    return say(`Not saved: ${after.problem ?? after.state}. Run it again.`, 1)
  return say(`Saved as revision ${after.rev}.`, 0)
}

/** Ends without saving: the plan is not kept. */
async function end(run: ImportRun, words: string, code: number): Promise<number> {
  await store().atomic([
    isStill(run.id, ['ready']),
    store()
      .db.update(importRun)
      .set({ state: 'cancelled' })
      .where(eq(importRun.id, run.id))
      .toSQL(),
  ])
  await sweepImports(store(), importsFolder(), new Date().toISOString())
  return say(words, code)
}

function say(words: string, code: number): number {
  if (code === 0) console.log(words)
  else console.error(words)
  return code
}

process.exitCode = await main()
