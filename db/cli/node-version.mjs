// Imported before anything else, also by a Node too old for the rest of the code:
// no imports here and no syntax newer than ES2017.

const LOWEST = [20, 9, 0]

/**
 * Says what is wrong with the running Node, if anything.
 * Returns one line for the user, or null when the version will do.
 */
export function nodeProblem(version = process.versions.node) {
  if (isAtLeast(version, LOWEST)) return null
  return (
    'Tadmor needs Node ' +
    LOWEST.join('.') +
    ' or newer; this is Node ' +
    version +
    '. Install a current release from https://nodejs.org and run the command again.'
  )
}

/** True when dotted `version` (a pre-release suffix is ignored) is `lowest` = [major, minor, patch] or newer. */
export function isAtLeast(version, lowest) {
  const parts = version.split('-')[0].split('.').map(Number)
  for (let i = 0; i < lowest.length; i++) {
    const part = parts[i] || 0
    if (part !== lowest[i]) return part > lowest[i]
  }
  return true
}
