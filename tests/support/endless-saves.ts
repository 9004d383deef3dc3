import { openSqlite } from '../../db/store/sqlite'
import { saveNth } from './faulty'

/* Saves claims into the file named by the argument, one after another from the given number on, and says each that was accepted, until it is killed. */
const [file, first] = process.argv.slice(2)
const store = openSqlite(String(file))
for (let n = Number(first); ; n++) {
  const rev = await saveNth(store, n)
  process.stdout.write(`${n} ${rev}\n`)
}
