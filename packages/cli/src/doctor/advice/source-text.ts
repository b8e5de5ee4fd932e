/** Values that can be written as source text of an options object. */
export type OptionValue = string | number | readonly (string | number)[]

/** A string literal in our style; everything that could end it is escaped. */
export function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}

/** An object literal: on one line when it is short, else a member a line. */
export function objectLiteral(members: Readonly<Record<string, OptionValue>>): string {
  const written = Object.entries(members).map(([name, value]) => `${name}: ${valueLiteral(value)}`)
  const line = `{ ${written.join(', ')} }`
  return line.length <= 50 ? line : `{\n${written.map((member) => `  ${member}`).join(',\n')}\n}`
}

function valueLiteral(value: OptionValue): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? literal(value) : `[${value.map(valueLiteral).join(', ')}]`
}
