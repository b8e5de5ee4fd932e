/** The directives of `Cache-Control` lines, lower case, with their argument or `''` (RFC 9111 section 5.2). */
export function parseCacheControl(lines: readonly string[]): ReadonlyMap<string, string> {
  const directives = lines.flatMap((line) => line.split(',')).map((part) => part.trim().toLowerCase())
  return new Map(
    directives
      .filter((directive) => directive !== '')
      .map((directive) => {
        const [name = '', argument = ''] = directive.split('=', 2)
        return [name.trim(), argument.trim().replaceAll('"', '')]
      })
  )
}

/** The lifetime in seconds that `max-age` grants, undefined when it grants none. */
export function maxAgeSeconds(directives: ReadonlyMap<string, string>): number | undefined {
  const argument = directives.get('max-age')
  return argument !== undefined && /^\d+$/.test(argument) ? Number(argument) : undefined
}
