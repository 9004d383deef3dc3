/**
 * An answer that nobody may keep, of a route that the proxy is not asked for. What every answer carries it has already
 * (`guardEveryAnswer`): the usual headers, and the policy of files.
 */
export function unkept(
  body: ReadableStream | null,
  status: number,
  more: Record<string, string> = {},
): Response {
  return new Response(body, { status, headers: { 'Cache-Control': 'no-store', ...more } })
}
