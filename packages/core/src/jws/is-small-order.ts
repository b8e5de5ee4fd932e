/**
 * The coordinate `y` of the points of edwards25519 whose order divides 8, as the 32 bytes of a key (RFC 8032
 * section 5.1.2): 0, 1, -1, the two of order 8, and 0 and 1 once more as they must not be encoded.
 */
const SMALL_ORDER = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'
])

const POINT_BYTES = 32

/** The last bit of a point is the sign of `x`. */
const WITHOUT_SIGN = 0x7f

/**
 * Returns whether an Ed25519 key is a point of small order: anyone can sign for such a key, without a private
 * key (RFC 8032 section 5.1.7 does not check). What is not a point at all counts as one.
 *
 * @param point The 32 bytes of the key.
 */
export function isSmallOrder(point: Uint8Array): boolean {
  if (point.length !== POINT_BYTES) return true
  const last = point.length - 1
  const y = point.map((byte, index) => (index === last ? byte & WITHOUT_SIGN : byte))
  return SMALL_ORDER.has(Array.from(y, (byte) => byte.toString(16).padStart(2, '0')).join(''))
}
