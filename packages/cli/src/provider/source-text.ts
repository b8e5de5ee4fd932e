/** A value that can be written as source text of an options object. */
export type OptionValue =
  string | number | readonly (string | number)[] | { readonly [name: string]: OptionValue }

/** Writes a string literal; nothing in the text can end it early. */
export function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}

/** Writes an object literal: on one line if it is short, else one member a line. */
export function objectLiteral(members: Readonly<Record<string, OptionValue>>): string {
  const line = oneLine(members)
  if (line.length <= 50) return line
  return `{\n${Object.entries(members)
    .map(([name, value]) => `  ${name}: ${valueLiteral(value)}`)
    .join(',\n')}\n}`
}

function oneLine(members: Readonly<Record<string, OptionValue>>): string {
  const written = Object.entries(members).map(([name, value]) => `${name}: ${valueLiteral(value)}`)
  return `{ ${written.join(', ')} }`
}

function valueLiteral(value: OptionValue): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return literal(value)
  return isList(value) ? `[${value.map(valueLiteral).join(', ')}]` : oneLine(value)
}

function isList(value: OptionValue): value is readonly (string | number)[] {
  return Array.isArray(value)
}
