/**
 * Returns the directives of `Cache-Control` lines in lower case, with argument or `''` (RFC 9111 section
 * 5.2).
 */
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

/** Returns the lifetime in `max-age`, in seconds; undefined if there is none. */
export function maxAgeSeconds(directives: ReadonlyMap<string, string>): number | undefined {
  const argument = directives.get('max-age')
  return argument !== undefined && /^\d+$/.test(argument) ? Number(argument) : undefined
}
