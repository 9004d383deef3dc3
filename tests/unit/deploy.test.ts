import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { readEnv } from '../../db/cli/env'
import { onPath } from '../../db/cli/toolchain.mjs'
import { FULL } from '../sizes'
import { ROOT } from '../support/site-process'

/** Every block of the guide: in which language, what it is for or which file it is, and its text. */
const blocks = [
  ...readFileSync(join(ROOT, 'DEPLOY.md'), 'utf8').matchAll(
    /^```(\w+) (\S+)([^\n]*)\n(.*?)^```$/gms,
  ),
].map(([, lang = '', name = '', rest = '', text = '']) => ({ lang, name, rest, text }))

let scratch: string
before(() => {
  scratch = mkdtempSync(join(tmpdir(), 'tadmor-deploy-'))
})
after(() => rmSync(scratch, { recursive: true, force: true }))

test('every block of the guide has a name, and is looked at here', () => {
  const fences = readFileSync(join(ROOT, 'DEPLOY.md'), 'utf8').match(/^```\w+/gm) ?? []
  assert.equal(blocks.length, fences.length)
  assert.ok(blocks.length >= 17)
})

test('shell blocks are shell, and name only commands of npm run that there are', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  for (const { name, text } of blocks.filter((b) => b.lang === 'sh')) {
    const parsed = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' })
    assert.equal(parsed.status, 0, `${name}: ${parsed.stderr}`)
    for (const [, script = ''] of text.matchAll(/npm run ([\w-]+)/g))
      assert.ok(scripts[script], script)
  }
})

test('the settings are ones that the server takes', () => {
  const lines = blocks
    .filter((b) => b.rest.includes('/etc/tadmor.env') || b.name.endsWith('settings'))
    .flatMap((b) => b.text.trim().split('\n'))
  assert.equal(lines.length, 4)
  const given = Object.fromEntries(lines.map((line) => line.split('=')))
  const read = readEnv(given)
  assert.ok(read.ok && read.env.backupDir === '/var/backups/tadmor')
  const known = readFileSync(join(ROOT, 'db/cli/env.ts'), 'utf8')
  for (const name of Object.keys(given)) assert.ok(known.includes(`  ${name}: z`), name)
})

test('units are what systemd takes', (t) => {
  const units = blocks.filter((b) => /\.(service|timer)$/.test(b.name))
  assert.equal(units.length, 3)
  for (const { name, text } of units) {
    // What is not on this machine stands in for what would be.
    const here = text
      .replaceAll('/opt/tadmor', ROOT)
      .replaceAll('/usr/bin/node', process.execPath)
      .replace(/^(User|Group|EnvironmentFile|ReadWritePaths)=.*\n/gm, '')
    writeFileSync(join(scratch, basename(name.replace('file=', ''))), here)
    const script = /^ExecStart=\S+ (?:--import tsx )?(\S+)/m.exec(text)?.[1]
    if (script) assert.doesNotThrow(() => readFileSync(join(ROOT, script)))
  }
  if (!onPath('systemd-analyze')) return t.skip('no systemd-analyze here')
  const files = units.map(({ name }) => join(scratch, basename(name.replace('file=', ''))))
  const done = spawnSync('systemd-analyze', ['verify', ...files], { encoding: 'utf8' })
  // It also tells of the machine's own units.
  const told = done.stderr.split('\n').filter((line) => /tadmor/.test(line))
  assert.deepEqual(told, [])
})

test('proxies: what they take, where they are here; else what must not be missing', (t) => {
  const nginx = textOf('/etc/nginx/conf.d/tadmor.conf')
  const caddy = textOf('/etc/caddy/Caddyfile')
  for (const text of [nginx, caddy]) {
    assert.equal(text.split('{').length, text.split('}').length)
    assert.match(text, /X-Request-Id/)
    assert.match(text, /\/metrics/)
    assert.match(text, /32(m|MB)/)
  }
  assert.match(nginx, /X-Forwarded-For \$remote_addr;/)
  if (!onPath('nginx')) return t.diagnostic('no nginx here: its block is only read')
  const [key, cert] = ['privkey.pem', 'fullchain.pem'].map((name) => join(scratch, name))
  spawnSync(
    'openssl',
    `req -x509 -newkey rsa:2048 -nodes -subj /CN=x -keyout ${key} -out ${cert}`.split(' '),
  )
  const conf = join(scratch, 'nginx.conf')
  const here = nginx.replaceAll('/etc/letsencrypt/live/tadmor.example', scratch)
  writeFileSync(
    conf,
    `pid ${scratch}/pid; error_log stderr; events {} http { access_log off; ${here} }`,
  )
  const done = spawnSync('nginx', ['-t', '-c', conf], { encoding: 'utf8' })
  assert.equal(done.status, 0, done.stderr)
})

test('the container file copies what there is, and its own commands make a server', {
  skip: !FULL && 'under FULL',
}, () => {
  const copy = join(scratch, 'opt')
  const ignored = textOf('.dockerignore').trim().split('\n')
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (from) => !ignored.some((name) => from === join(ROOT, name)),
  })
  const runs = [...textOf('Containerfile').matchAll(/^RUN (npm ci.*|node .*)$/gm)].map((m) =>
    String(m[1]),
  )
  assert.equal(runs.length, 2)
  for (const command of runs) sh(command, { cwd: copy })
  sh("node -e \"require('node:fs').readFileSync('.next/BUILD_ID')\"", { cwd: copy })
})

test('the files that tools ask for are those of the guide', () => {
  for (const name of ['Containerfile', '.dockerignore'])
    assert.equal(readFileSync(join(ROOT, name), 'utf8'), textOf(name))
})

test('its commands for backup and rehearsal run on a register', () => {
  const [dataDir, backups, empty] = ['data', 'backups', 'rehearsal'].map((name) =>
    join(scratch, name),
  )
  const env = { DATA_DIR: dataDir, BACKUP_DIR: backups, SCRATCH: empty, PORT: '4396', SECRET: '' }
  mkdirSync(String(dataDir), { mode: 0o700 })
  sh('node --import tsx db/cli/prepare.ts', { env })
  const runs = blocks.filter((b) => b.lang === 'sh' && b.rest.includes('run'))
  assert.equal(runs.length, 2)
  const said = runs.map(({ text }) => sh(text, { env })).join('\n')
  assert.match(said, /Backed up revision 1/)
  assert.match(said, /Restored revision 1/)
  assert.equal(said.match(/^Whole: revision 1/gm)?.length, 2)
})

function textOf(file: string): string {
  return (
    blocks.find((b) => b.name === `file=${file}`)?.text ??
    assert.fail(`${file} is not in the guide`)
  )
}

/** Runs commands as somebody who follows the guide; stops at the first that fails. */
function sh(
  text: string,
  { cwd = ROOT, env = {} }: { cwd?: string; env?: Record<string, string | undefined> },
): string {
  const given = { ...process.env, ...env } as NodeJS.ProcessEnv
  const done = spawnSync('sh', ['-eu', '-c', text], { cwd, env: given, encoding: 'utf8' })
  assert.equal(done.status, 0, `${text}\n${done.stdout}${done.stderr}`)
  return done.stdout
}
