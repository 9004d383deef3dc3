import { migrate } from '../../db/store/migrate'

/* Migrates the file named by the first argument with the folder named by the second; prints what it applied. */
const [file, folder] = process.argv.slice(2)
console.log(JSON.stringify(migrate(String(file), String(folder), '2026-11-22T12:00:00.000Z')))
