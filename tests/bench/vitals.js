// Runs in the page, before its own scripts; `vitals()` answers for all that has happened so far. Every layout shift
// counts, not only those of the worst second; blocking time is what long tasks took beyond 50 ms each, from the first
// paint on.
{
  const entries = []
  for (const type of ['paint', 'largest-contentful-paint', 'layout-shift', 'longtask'])
    new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({
      type,
      buffered: true,
    })
  const of = (type) => entries.filter((entry) => entry.entryType === type)
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0)
  window.vitals = () => {
    const fcp = of('paint').find(({ name }) => name === 'first-contentful-paint')?.startTime ?? 0
    const blocked = ({ startTime, duration }) =>
      Math.max(0, startTime + duration - Math.max(startTime + 50, fcp))
    return {
      fcp,
      lcp: of('largest-contentful-paint').at(-1)?.startTime ?? 0,
      cls: sum(of('layout-shift').map(({ value }) => value)),
      tbt: sum(of('longtask').map(blocked)),
    }
  }
}
