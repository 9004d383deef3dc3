import { openConnection } from '../../db/store/sqlite'
import type { Statement } from '../../db/store/store'

/*
 * Runs the statements given on standard input as one immediate transaction on the file named by the argument, and
 * kills its own process before the statement number `gap`, or after the commit when `gap` is null.
 */
const [file] = process.argv.slice(2)
const { statements, gap } = JSON.parse(await text()) as {
  statements: Statement[]
  gap: number | null
}
const connection = openConnection(String(file))

connection.exec('begin immediate')
for (const [n, { sql, params }] of statements.entries()) {
  if (n === gap) die()
  connection.prepare(sql).run(...params)
}
if (gap === statements.length) die()
connection.exec('commit')
die()

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

async function text(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
