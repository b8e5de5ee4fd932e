/**
 * A normalizer that follows RFC 3986 sentence by sentence, one character at a time, and shares nothing with
 * the one that is tested.
 */
export function referenceNormalize(uri: string): string | undefined {
  const separator = uri.indexOf('://')
  const scheme = uri.slice(0, Math.max(0, separator)).toLowerCase()
  if (scheme !== 'http' && scheme !== 'https') return undefined
  let rest = uri.slice(separator + 3)
  for (const end of ['#', '?']) if (rest.includes(end)) rest = rest.slice(0, rest.indexOf(end))
  const slash = rest.indexOf('/')
  const authority = slash === -1 ? rest : rest.slice(0, slash)
  const path = slash === -1 ? '' : rest.slice(slash)
  const host = hostOf(authority)
  const encodedHost = encodings(host.name.toLowerCase())
  const encodedPath = encodings(path)
  if (encodedHost === undefined || encodedPath === undefined) return undefined
  const lowerHost = encodedHost.map((each) => (each.length === 1 ? each.toLowerCase() : each)).join('')
  const port = host.port === '' || host.port === (scheme === 'http' ? '80' : '443') ? '' : `:${host.port}`
  return `${scheme}://${lowerHost}${port}${withoutDots(encodedPath.join(''))}`
}

function hostOf(authority: string): { name: string; port: string } {
  const colon = authority.lastIndexOf(':')
  const isPort = colon > authority.lastIndexOf(']')
  return isPort
    ? { name: authority.slice(0, colon), port: authority.slice(colon + 1) }
    : { name: authority, port: '' }
}

/** Section 6.2.2.2: characters and triplets, each in its normal form. */
function encodings(text: string): string[] | undefined {
  const units: string[] = []
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? ''
    if (character !== '%') {
      units.push(character)
      continue
    }
    const triplet = text.slice(index, index + 3)
    if (!/^%[0-9A-Fa-f]{2}$/u.test(triplet)) return undefined
    const decoded = String.fromCharCode(Number(`0x${triplet.slice(1)}`))
    const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'
    units.push(unreserved.includes(decoded) ? decoded : triplet.toUpperCase())
    index += 2
  }
  return units
}

/** Section 5.2.4, with its two buffers and its five steps; then section 6.2.3 for an empty path. */
function withoutDots(path: string): string {
  let input = path
  let output = ''
  while (input !== '') {
    // Steps A and D concern relative paths only.
    if (input.startsWith('/./')) input = input.slice(2)
    else if (input === '/.') input = '/'
    else if (input.startsWith('/../') || input === '/..') {
      input = input === '/..' ? '/' : input.slice(3)
      output = output.includes('/') ? output.slice(0, output.lastIndexOf('/')) : ''
    } else {
      const next = input.indexOf('/', 1)
      const end = next === -1 ? input.length : next
      output += input.slice(0, end)
      input = input.slice(end)
    }
  }
  return output === '' ? '/' : output
}
