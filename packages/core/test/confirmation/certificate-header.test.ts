import { describe, expect, test } from 'vitest'
import {
  CERTIFICATE_FORMATS,
  clientCertificateHeader,
  readCertificateHeader,
  type CertificateFormat
} from '../../src/confirmation/certificate-header.ts'
import {
  CLIENT_CERTIFICATE as client,
  OTHER_CERTIFICATE as authority,
  type TestCertificate
} from '../support/client-certificates.ts'

const base64 = Buffer.from(client.der).toString('base64')
const escaped = encodeURIComponent(client.pem)
/** As AWS writes it: `+`, `=` and `/` stay as they are. */
const forAws = escaped.replaceAll('%2B', '+').replaceAll('%3D', '=').replaceAll('%2F', '/')
const chain = `${forAws}${encodeURIComponent(authority.pem)}`
const authorityBase64 = Buffer.from(authority.der).toString('base64')

describe('a certificate is read', () => {
  test.each<[CertificateFormat, string]>([
    ['rfc9440', `:${base64}:`],
    ['nginx', escaped],
    ['nginx', encodeURIComponent(client.pem.replaceAll('\n', '\r\n'))],
    ['envoy', `Hash=aa;Cert="${escaped}";Subject="CN=client";URI=`],
    ['envoy', `cert=${escaped}`],
    ['envoy', `Hash=cert=aa;Cert="${escaped}"`],
    ['envoy', `Cert="${escaped}";Subject="CN=client,O=\\"Acme, Inc.;\\"";DNS=a;DNS=b`],
    ['envoy', `Subject="CN=x;Cert=${encodeURIComponent(authority.pem)};";Cert="${escaped}"`],
    ['haproxy', base64],
    ['haproxy', `"${base64}"`],
    ['traefik', base64],
    ['traefik', `${base64},${authorityBase64}`],
    ['traefik', encodeURIComponent(`${base64},${authorityBase64}`)],
    ['aws-alb', forAws],
    ['aws-alb', chain],
    ['azure', base64]
  ])('from a header of %s (%.20s…)', (format, value) => {
    const der = readCertificateHeader(value, format)
    expect(der === undefined ? 'nothing' : Buffer.from(der).toString('base64')).toBe(base64)
  })
})

test.each([256, 257, 258])('a certificate of %i bytes is read, with and without padding', (length) => {
  const der = Buffer.concat([
    Buffer.from([0x30, 0x82, (length - 4) >> 8, (length - 4) & 0xff]),
    Buffer.alloc(length - 4)
  ])
  for (const encoding of ['base64', 'base64url'] as const)
    expect(readCertificateHeader(der.toString(encoding), 'azure')).toHaveLength(length)
})

/** What is not exactly one certificate, in any of the formats. */
const UNREADABLE = [
  '',
  ' ',
  ':',
  '::',
  ':::',
  '"',
  '""',
  '%',
  '%zz',
  '-----BEGIN CERTIFICATE-----',
  '-----BEGIN%20CERTIFICATE-----%0A-----END%20CERTIFICATE-----',
  encodeURIComponent(client.pem.replaceAll('CERTIFICATE', 'PRIVATE KEY')),
  encodeURIComponent(client.pem.slice(0, -40)),
  encodeURIComponent(`x${client.pem}`),
  Buffer.from(client.der.subarray(0, -1)).toString('base64'),
  Buffer.concat([client.der, new Uint8Array(1)]).toString('base64'),
  `:${Buffer.from(client.der.subarray(1)).toString('base64')}:`,
  Buffer.from('not a certificate').toString('base64'),
  Buffer.from([0x30, 0x82, 0, 0]).toString('base64').slice(0, 3),
  Buffer.from([0x30, 0x03, 1, 2, 3]).toString('base64'),
  Buffer.from([0x31, 0x82, 0, 1, 3]).toString('base64'),
  `Cert="${escaped}",Cert="${escaped}"`,
  'Cert=',
  'Hash=abc;Subject="CN=client"',
  '\u0000',
  'Ä'.repeat(100),
  'A'.repeat(40_000),
  `:${'A'.repeat(40_000)}:`,
  'null',
  '(null)'
]

describe('a header', () => {
  test('of 32 KiB is read, and one of a character more is not', () => {
    expect(readCertificateHeader(base64.padEnd(32_768), 'azure')).toBeDefined()
    expect(readCertificateHeader(base64.padEnd(32_769), 'azure')).toBeUndefined()
  })

  test.each<[CertificateFormat, string]>([
    ['haproxy', `"${base64.slice(0, 100)}"${base64.slice(100)}"`],
    ['envoy', `Cert="${escaped.slice(0, 200)}"${escaped.slice(200)}"`],
    ['envoy', `Cert="${escaped}";Cert="${escaped}"`],
    ['envoy', `Cert="${escaped}";Subject="CN=client`],
    ['envoy', `Cert="${escaped}",Hash=a`],
    ['envoy', `Cert="${escaped}\\"`],
    ['envoy', `Subject="Cert=${escaped}"`],
    ['azure', Buffer.from([0x30, 0, 0, 0]).toString('base64')]
  ])('of %s with a quote, a pair or a length in the wrong place is not read: %.20s…', (format, value) => {
    expect(readCertificateHeader(value, format)).toBeUndefined()
  })
})

describe('two certificates', () => {
  const of: Readonly<Record<CertificateFormat, (certificate: TestCertificate) => string>> = {
    rfc9440: ({ der }) => `:${Buffer.from(der).toString('base64')}:`,
    nginx: ({ pem }) => encodeURIComponent(pem),
    envoy: ({ pem }) => `Cert="${encodeURIComponent(pem)}"`,
    haproxy: ({ der }) => Buffer.from(der).toString('base64'),
    traefik: ({ der }) => Buffer.from(der).toString('base64'),
    'aws-alb': ({ pem }) => encodeURIComponent(pem),
    azure: ({ der }) => Buffer.from(der).toString('base64')
  }

  test.each(CERTIFICATE_FORMATS as readonly CertificateFormat[])(
    'in two header lines of %s, which Node joins, are not read: one can be from the client',
    (format) => {
      const lines = [client, authority].map(of[format])
      expect(lines.map((line) => readCertificateHeader(line, format) !== undefined)).toEqual([true, true])
      expect(readCertificateHeader(lines.join(', '), format)).toBeUndefined()
    }
  )
})

describe('nothing is read, and nothing is thrown', () => {
  test.each(CERTIFICATE_FORMATS as readonly CertificateFormat[])(
    'from unreadable headers of %s',
    (format) => {
      for (const value of UNREADABLE) expect(readCertificateHeader(value, format)).toBeUndefined()
    }
  )
})

describe('clientCertificateHeader', () => {
  test('knows the header of each proxy', () => {
    const headers = (CERTIFICATE_FORMATS as readonly CertificateFormat[]).map(
      (format) => clientCertificateHeader(format).header
    )
    expect(headers).toEqual([
      'client-cert',
      'x-ssl-client-cert',
      'x-forwarded-client-cert',
      'x-ssl-client-der',
      'x-forwarded-tls-client-cert',
      'x-amzn-mtls-clientcert-leaf',
      'x-arr-clientcert'
    ])
  })

  test('takes another name, in any case', () => {
    const header = clientCertificateHeader('nginx', 'SSL-Client-Cert')
    expect(header).toEqual({ format: 'nginx', header: 'ssl-client-cert' })
    expect(Object.isFrozen(header)).toBe(true)
  })
})
