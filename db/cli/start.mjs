// `npm start`. The rest is imported only once Node is known to be new enough to parse it.
import { nodeProblem } from './node-version.mjs'

const problem = nodeProblem()
if (problem) {
  console.error(problem)
  process.exitCode = 1
} else {
  import('./launch.mjs').then((launch) => launch.main())
}
