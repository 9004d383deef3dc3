import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { NOBODY } from '../../db/domain/policy'
import { listSites } from '../../db/queries/sites'
import { monument } from '../../db/schema'
import { readHead } from '../../db/store/save'
import { runCli } from '../support/cli'
import { eamenaSample } from '../support/eamena-sample'
import { palmyraRegister } from '../support/small-register'

let register: Awaited<ReturnType<typeof palmyraRegister>>
let scratch: string
let khans: string
before(async () => {
  register = await palmyraRegister()
  scratch = mkdtempSync(join(tmpdir(), 'tadmor-import-'))
  khans = join(scratch, 'khans.geojson')
  writeFileSync(khans, JSON.stringify(eamenaSample()))
  writeFileSync(join(scratch, 'not.json'), 'columns: name')
  const whole = JSON.stringify(eamenaSample())
  writeFileSync(join(scratch, 'cut.geojson'), whole.slice(0, whole.length / 2))
  writeFileSync(join(scratch, 'broken.xlsx'), 'PK\u0003\u0004 and no more')
})
after(async () => {
  await register.close()
  rmSync(scratch, { recursive: true, force: true })
})

const AT_KHANS = ['--site', 'khans', '--site-name-en', 'Khans', '--site-name-ar', 'خانات']

test('what is called wrongly, cannot be read or is only looked at changes nothing', async () => {
  const before = await readHead(register.store.db)
  for (const [args, code, said] of [
    [[khans], 64, /^Usage: npm run import/],
    [[join(scratch, 'nowhere.csv'), ...AT_KHANS], 64, /There is no file/],
    [[khans, '--site', 'khans'], 64, /no site khans: give --site-name-en/],
    [[khans, ...AT_KHANS, '--mapping', join(scratch, 'not.json')], 64, /is no mapping/],
    [[join(scratch, 'broken.xlsx'), ...AT_KHANS], 65, /cannot be read: bad_zip/],
    [
      [join(scratch, 'cut.geojson'), ...AT_KHANS, '--format', 'eamena'],
      65,
      /cannot be read: bad_json \(row \d+\)\./,
    ],
    [[khans, ...AT_KHANS, '--dry-run'], 0, /12 new, 0 changed.*\n(.*\n)*Nothing was saved/],
    [[khans, ...AT_KHANS], 1, /--yes makes it true/],
  ] as const)
    await ran([...args], code, said)
  assert.deepEqual(await readHead(register.store.db), before)
  assert.deepEqual(await slugs(before.rev), ['palmyra'])
})

test('where there is no register none is begun', async () => {
  const { code, out } = await runCli('import', [khans, ...AT_KHANS], { DATA_DIR: scratch })
  assert.equal(code, 66)
  assert.match(out, /There is no register in .*: npm start makes one/)
  assert.equal(existsSync(join(scratch, 'tadmor.db')), false)
})

test('a site is made with what it imports, once', async () => {
  const { rev } = await readHead(register.store.db)
  await ran([khans, ...AT_KHANS, '--yes'], 0, new RegExp(`Saved as revision ${rev + 2}\\.`))
  const sites = await listSites(register.store.db, NOBODY, rev + 2)
  const made = sites.find((site) => site.slug === 'khans') ?? assert.fail('no site')
  assert.deepEqual(made.name, { en: 'Khans', ar: 'خانات' })
  assert.equal(await register.store.db.$count(monument, eq(monument.siteId, made.id)), 12)
  await ran([khans, ...AT_KHANS, '--yes'], 0, /12 unchanged.*\n(.*\n)*Nothing would change/)
  assert.equal((await readHead(register.store.db)).rev, rev + 2)
})

async function ran(args: string[], code: number, said: RegExp): Promise<void> {
  const { out, ...ended } = await runCli('import', args, { DATA_DIR: dirname(register.file) })
  assert.equal(ended.code, code, out)
  assert.match(out, said)
}

async function slugs(rev: number): Promise<string[]> {
  return (await listSites(register.store.db, NOBODY, rev)).map((site) => site.slug)
}
