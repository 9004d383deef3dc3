const IN_SELECT = /("[^"]+"\."([^"]+)") in \(select "\2" from /i

/**
 * The same statement in words that rqlite's parser knows. It hands the rows of RETURNING back only from statements that
 * it can parse, and rqlite 8 cannot parse `"t"."id" in (select "id" from …)`, which is how better-auth takes one row;
 * `exists` it can. Parameters keep their order.
 */
export function forReturning(sql: string): string {
  const found = IN_SELECT.exec(sql)
  if (!found || !/\breturning\b/i.test(sql)) return sql
  const [whole, column = '', name = ''] = found
  const begin = found.index + whole.length
  const end = closing(sql, begin)
  const rest = sql.slice(begin, end)
  const chosen = `exists (select 1 from (select "${name}" as chosen from ${rest}) where chosen = ${column})`
  return sql.slice(0, found.index) + chosen + sql.slice(end + 1)
}

/** Where the parenthesis that is open at `from` closes, texts and names in quotes passed over. */
function closing(sql: string, from: number): number {
  let depth = 1
  for (let at = from; at < sql.length; at++) {
    const sign = sql[at]
    if (sign === '"' || sign === "'") at = sql.indexOf(sign, at + 1)
    else if (sign === '(') depth++
    else if (sign === ')' && --depth === 0) return at
    if (at < 0) break
  }
  return sql.length
}
