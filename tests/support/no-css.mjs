// A style sheet, to Node: none. For tests that render a component outside Next.
export async function load(url, context, next) {
  return url.endsWith('.css')
    ? { format: 'module', source: 'export default {}', shortCircuit: true }
    : next(url, context)
}
