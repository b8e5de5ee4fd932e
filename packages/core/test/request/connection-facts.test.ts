import { describe, expect, test } from 'vitest'
import { readClientCertificate, readRemoteAddress, readTarget } from '../../src/request/connection-facts.ts'

const der = new Uint8Array([1])

describe('the target', () => {
  test.each([
    [{ target: '/full?a', originalUrl: '/original', url: '/url' }, '/full?a'],
    [{ originalUrl: '/original', url: '/url' }, '/original'],
    [{ originalUrl: 5, url: '/url' }, '/url'],
    [{ url: '/url' }, '/url'],
    [{}, undefined]
  ])('of %j is %s', (request, target) => {
    expect(readTarget({ headers: {}, ...request })).toBe(target)
  })
})

describe('the address', () => {
  test.each([
    [{ remoteAddress: '10.0.0.1', socket: { remoteAddress: '10.0.0.2' } }, '10.0.0.1'],
    [{ socket: { remoteAddress: '10.0.0.2' } }, '10.0.0.2'],
    [{ socket: {} }, undefined],
    [{ socket: null }, undefined],
    [{}, undefined]
  ])('of %j is %s', (request, address) => {
    expect(readRemoteAddress({ headers: {}, ...request })).toBe(address)
  })
})

describe('the certificate', () => {
  test.each<[string, object, Uint8Array | undefined]>([
    ['the request itself', { clientCertificate: der, socket: { getPeerCertificate: () => null } }, der],
    ['its socket', { socket: { getPeerCertificate: (): { raw: Uint8Array } => ({ raw: der }) } }, der],
    ['a socket without a certificate', { socket: { getPeerCertificate: () => ({}) } }, undefined],
    ['a socket that is closed', { socket: { getPeerCertificate: () => null } }, undefined],
    ['a socket without TLS', { socket: {} }, undefined],
    ['no socket any more', { socket: null }, undefined],
    ['no socket', {}, undefined]
  ])('of %s', (_title, request, certificate) => {
    expect(readClientCertificate({ headers: {}, ...request })).toBe(certificate)
  })

  test('is read once for each connection', () => {
    let calls = 0
    const getPeerCertificate = (): { raw: Uint8Array } => {
      calls += 1
      return { raw: new Uint8Array(1) }
    }
    const socket = { getPeerCertificate }
    const first = readClientCertificate({ headers: {}, socket })
    expect(readClientCertificate({ headers: {}, socket })).toBe(first)
    expect(calls).toBe(1)
  })
})
