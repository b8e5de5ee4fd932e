import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAddressList } from '../../src/confirmation/address-list.ts'

describe('an address list', () => {
  test.each([
    ['10.0.0.7', '10.0.0.7', true],
    ['10.0.0.7', '10.0.0.8', false],
    ['10.1.12.3', '10.11.2.3', false],
    ['10.0.0.7', '::ffff:10.0.0.7', true],
    ['::ffff:10.0.0.7', '10.0.0.7', true],
    ['10.0.0.0/8', '10.255.1.2', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '::ffff:10.9.9.9', true],
    ['10.0.0.0/31', '10.0.0.1', true],
    ['10.0.0.0/31', '10.0.0.2', false],
    ['0.0.0.0/0', '1.2.3.4', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '1.2.3.4', true],
    ['::1', '::1', true],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['::1', '::2', false],
    ['fd00::/8', 'fdab::1', true],
    ['fd00::/8', 'fe80::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['2001:DB8::/33', '2001:db8:7fff::', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', true],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:9', false]
  ])('%s: %s is in it: %s', (entry, address, isIn) => {
    expect(parseAddressList([entry])?.(address)).toBe(isIn)
    expect(parseAddressList(['192.0.2.1', entry])?.(address)).toBe(isIn)
  })

  test.each([
    undefined,
    '',
    'localhost',
    '10.0.0',
    '10.0.0.0.1',
    '1.2.3.256',
    '::1.2.3',
    '::1::',
    '/run/app.sock',
    '10.0.0.7 '
  ])('never contains %j', (address) => {
    expect(parseAddressList(['0.0.0.0/0', '::/0'])?.(address)).toBe(false)
  })

  test('without entries contains nothing', () => {
    expect(parseAddressList([])?.('127.0.0.1')).toBe(false)
  })

  test.each([
    '',
    'localhost',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/a',
    '1.2.3.256',
    '10.0.0.+7',
    '10.0.0.0x7',
    '::1.2.3',
    '1.2.3.4:1:2:3:4:5:6',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '10.0.0.0/0008',
    '::/129',
    '1:2:3',
    ':1',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '::12345',
    '::g',
    '10.0.0.1::',
    '1.2.3.4:5'
  ])('with the entry %j is refused', (entry) => {
    expect(parseAddressList(['127.0.0.1', entry])).toBeUndefined()
  })

  test('agrees with Node on random ranges and addresses', () => {
    const ipv4 = fc.ipV4()
    const ipv6 = fc.ipV6()
    const near = fc
      .tuple(fc.constantFrom('10.1.', '10.0.', '2001:db8::', 'fd00::1:'), fc.nat(255))
      .map(([start, end]) => (start.includes(':') ? `${start}${end.toString(16)}` : `${start}0.${end}`))
    const address = fc.oneof(ipv4, ipv6, near)
    fc.assert(
      fc.property(address, fc.nat(128), address, (network, bits, other) => {
        const prefix = isIP(network) === 4 ? bits % 33 : bits
        const list = new BlockList()
        list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6')
        const isSameFamily = isIP(network) === isIP(other)
        fc.pre(isSameFamily)
        expect(parseAddressList([`${network}/${prefix}`])?.(other)).toBe(
          list.check(other, isIP(other) === 4 ? 'ipv4' : 'ipv6')
        )
      }),
      { numRuns: 500, seed: 1 }
    )
  })
})
