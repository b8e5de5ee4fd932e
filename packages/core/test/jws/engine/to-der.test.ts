import { expect, test } from 'vitest'
import { toDer } from '../../../src/jws/engine/to-der.ts'

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

// X.690 section 8.3: an integer has as few bytes as it can, and its highest bit is its sign.
test.each([
  ['', '300402000200'],
  ['0101', '3006020101020101'],
  ['0000', '3006020100020100'],
  ['7f80', '300702017f02020080'],
  ['80ff', '300802020080020200ff'],
  ['00010002', '3006020101020102'],
  ['00800001', '300702020080020101'],
  ['007f7f00', '300702017f02027f00'],
  ['80000000', '30080203008000020100'],
  ['00000000', '3006020100020100'],
  [`${'00'.repeat(31)}01${'00'.repeat(32)}`, '3006020101020100'],
  [`${'ff'.repeat(32)}${'7f'.repeat(32)}`, `3045022100${'ff'.repeat(32)}0220${'7f'.repeat(32)}`],
  [`${'7f'.repeat(61)}${'7f'.repeat(61)}`, `307e023d${'7f'.repeat(61)}023d${'7f'.repeat(61)}`],
  [`${'7f'.repeat(62)}${'7f'.repeat(62)}`, `308180023e${'7f'.repeat(62)}023e${'7f'.repeat(62)}`],
  [`${'ff'.repeat(66)}${'ff'.repeat(66)}`, `30818a024300${'ff'.repeat(66)}024300${'ff'.repeat(66)}`]
])('R and S of %s are %s in DER', (signature, der) => {
  expect(hexOf(toDer(Buffer.from(signature, 'hex')))).toBe(der)
})
