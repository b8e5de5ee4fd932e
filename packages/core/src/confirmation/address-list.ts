/** An address as 16 bytes; IPv4 addresses are mapped into IPv6 (RFC 4291 section 2.5.5.2). */
type Address = readonly number[]

interface AddressRange {
  readonly address: Address
  /** How many leading bits an address must share. */
  readonly bits: number
}

const MAPPED: Address = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

/**
 * Parses addresses and CIDR ranges: `10.0.0.7`, `10.0.0.0/8`, `::1`, `fd00::/8`.
 *
 * @param entries The entries.
 * @returns A function that returns whether an address is in the list. It returns false for what is not an
 *   address. Undefined if an entry is neither.
 */
export function parseAddressList(
  entries: readonly string[]
): ((address: string | undefined) => boolean) | undefined {
  const ranges = entries.map(parseRange)
  const known = ranges.filter((range) => range !== undefined)
  if (known.length !== ranges.length) return undefined
  return (text) => {
    const address = text === undefined ? undefined : parseAddress(text)
    return address !== undefined && known.some((range) => isInRange(address, range))
  }
}

function parseRange(entry: string): AddressRange | undefined {
  const [text = '', prefix, ...further] = entry.split('/')
  const address = parseAddress(text)
  if (address === undefined || further.length > 0) return undefined
  if (prefix === undefined) return { address, bits: 128 }
  const offset = text.includes(':') ? 0 : 96
  const bits = Number(prefix) + offset
  return /^\d{1,3}$/.test(prefix) && bits <= 128 ? { address, bits } : undefined
}

function isInRange(address: Address, range: AddressRange): boolean {
  return networkOf(address, range.bits) === networkOf(range.address, range.bits)
}

/** The leading bits, as a text to compare. */
function networkOf(address: Address, bits: number): string {
  return address.map((byte, index) => byte >> Math.min(8, Math.max(0, (index + 1) * 8 - bits))).join('.')
}

function parseAddress(text: string): Address | undefined {
  // Node adds the zone of a link-local address.
  const address = text.replace(/%.*$/, '')
  return address.includes(':') ? parseIpv6(address) : parseIpv4(address)?.mapped
}

function parseIpv4(text: string): { readonly bytes: Address; readonly mapped: Address } | undefined {
  const parts = text.split('.')
  const bytes = parts.map(Number)
  const isValid = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part))
  return isValid && bytes.every((byte) => byte <= 255) ? { bytes, mapped: [...MAPPED, ...bytes] } : undefined
}

function parseIpv6(text: string): Address | undefined {
  const [head = '', tail, ...further] = text.split('::')
  // An IPv4 address can only be the end.
  if (tail !== undefined && head.includes('.')) return undefined
  const before = parseGroups(head)
  const after = tail === undefined ? [] : parseGroups(tail)
  if (before === undefined || after === undefined || further.length > 0) return undefined
  const missing = 16 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined
  return [...before, ...Array.from({ length: missing }, () => 0), ...after]
}

/** Groups of 16 bits; the last may be an IPv4 address. */
function parseGroups(text: string): Address | undefined {
  if (text === '') return []
  const groups = text.split(':').map((group, index, all) => {
    if (index === all.length - 1 && group.includes('.')) return parseIpv4(group)?.bytes
    const value = Number.parseInt(group, 16)
    return /^[\da-f]{1,4}$/i.test(group) ? [value >> 8, value & 0xff] : undefined
  })
  const known = groups.filter((group) => group !== undefined)
  return known.length === groups.length ? known.flat() : undefined
}
