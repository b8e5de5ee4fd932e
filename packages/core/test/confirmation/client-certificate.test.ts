import { describe, expect, test } from 'vitest'
import { parseAddressList } from '../../src/confirmation/address-list.ts'
import { clientCertificateHeader } from '../../src/confirmation/certificate-header.ts'
import { createCertificateCheck, type CertificateSource } from '../../src/confirmation/client-certificate.ts'
import type { ResourceRequest } from '../../src/request/resource-request.ts'
import { CLIENT_CERTIFICATE as client, OTHER_CERTIFICATE as other } from '../support/client-certificates.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { verifies } from '../../../../test/requirements.ts'

const PROXY: CertificateSource = {
  certificate: clientCertificateHeader('rfc9440'),
  isTrustedProxy: parseAddressList(['10.0.0.0/8']) ?? (() => false)
}
const header = `:${Buffer.from(client.der).toString('base64')}:`

async function outcomeOf(source: CertificateSource, request: Partial<ResourceRequest>): Promise<string> {
  const check = createCertificateCheck(source)
  const whole = { headers: {}, ...request }
  try {
    await check(whole, client.thumbprint)
    return 'confirmed'
  } catch {
    const error = await refusalOf(() => check(whole, client.thumbprint))
    return `${error.code} ${error.oauthError}`
  }
}

describe('a certificate-bound token', () => {
  test(verifies('M-1', 'M-2', 'needs the certificate of its thumbprint on the TLS connection'), async () => {
    expect(await outcomeOf('tls', { clientCertificate: client.der })).toBe('confirmed')
    expect(await outcomeOf('tls', { clientCertificate: other.der })).toBe(
      'certificate_mismatch invalid_token'
    )
  })

  test(verifies('M-3', 'is refused without certificate'), async () => {
    expect(await outcomeOf('tls', {})).toBe('certificate_missing invalid_token')
    expect(await outcomeOf(PROXY, { remoteAddress: '10.0.0.1' })).toBe('certificate_missing invalid_token')
  })

  test('is refused if a header is not what names the certificate', async () => {
    expect(await outcomeOf('tls', { headers: { 'client-cert': header } })).toBe(
      'certificate_missing invalid_token'
    )
  })

  test(verifies('M-5', 'needs a header from a trusted proxy if a proxy ends TLS'), async () => {
    const headers = { 'client-cert': header }
    expect(await outcomeOf(PROXY, { headers, remoteAddress: '10.1.2.3' })).toBe('confirmed')
    expect(await outcomeOf(PROXY, { headers, remoteAddress: '192.0.2.1' })).toBe(
      'certificate_missing invalid_token'
    )
    expect(await outcomeOf(PROXY, { headers })).toBe('certificate_missing invalid_token')
    const fromTls = { clientCertificate: client.der, remoteAddress: '10.1.2.3' }
    expect(await outcomeOf(PROXY, fromTls)).toBe('certificate_missing invalid_token')
  })

  test('is refused with two headers or an unreadable one', async () => {
    const remoteAddress = '10.1.2.3'
    for (const value of [[header, header], [header], `${header}, ${header}`, 'x', ''] as const) {
      expect(await outcomeOf(PROXY, { headers: { 'client-cert': value }, remoteAddress })).toBe(
        'certificate_missing invalid_token'
      )
    }
  })

  test('costs no digest for later requests of a connection', async () => {
    const check = createCertificateCheck('tls')
    const der = Uint8Array.from(client.der)
    const request = { headers: {}, clientCertificate: der }
    await check(request, client.thumbprint)
    // The bytes change under its feet: the digest was kept with the object.
    der.fill(0)
    await check(request, client.thumbprint)
    expect((await refusalOf(() => check(request, other.thumbprint))).code).toBe('certificate_mismatch')
  })

  test('tells in the hint where to look', async () => {
    const hintOf = async (source: CertificateSource) =>
      (await refusalOf(() => createCertificateCheck(source)({ headers: {} }, client.thumbprint))).hint
    expect(await hintOf('tls')).toContain('requestCert')
    expect(await hintOf(PROXY)).toContain('mutualTls.trustedProxies')
  })
})
