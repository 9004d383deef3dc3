// `npm test` and `npm run test:full`. Stage names as arguments (lint types unit browser) run only those.
import { nodeProblem } from '../db/cli/node-version.mjs'

const problem = nodeProblem()
if (problem) {
  console.error(problem)
  process.exitCode = 1
} else {
  import('./stages.mjs').then((stages) => stages.main(process.argv.slice(2)))
}
