import { createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:https'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createSelfSignedCertificate } from '../../src/server/create-self-signed-certificate.ts'
import { openIssuer } from '../open-issuer.ts'

/** The status of a GET by a client that trusts this certificate and no other. */
async function statusWithTrust(url: string, ca: string | undefined): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { ca, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

describe('a self-signed certificate', () => {
  it('is well-formed, for loopback, and signed with its own key', async () => {
    const { key, cert } = await createSelfSignedCertificate()
    const parsed = new X509Certificate(cert)
    expect(parsed.subjectAltName).toBe('IP Address:127.0.0.1, DNS:localhost')
    expect(parsed.subject).toBe('CN=Test issuer')
    expect(parsed.issuer).toBe(parsed.subject)
    expect(parsed.verify(parsed.publicKey)).toBe(true)
    expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true)
  })

  it('is valid for a day', async () => {
    const { validFrom, validTo } = new X509Certificate((await createSelfSignedCertificate()).cert)
    const hours = (Date.parse(validTo) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(23.9)
    expect(hours).toBeLessThanOrEqual(24)
    expect(Date.parse(validFrom)).toBeLessThan(Date.now())
  })

  it('has the common name that is passed as its subject', async () => {
    const { cert } = await createSelfSignedCertificate('ada')
    expect(new X509Certificate(cert).subject).toBe('CN=ada')
  })

  it('is another one each time', async () => {
    const [first, second] = [await createSelfSignedCertificate(), await createSelfSignedCertificate()]
    expect(new X509Certificate(first.cert).serialNumber).not.toBe(
      new X509Certificate(second.cert).serialNumber
    )
    expect(first.key).not.toBe(second.key)
  })
})

describe('an issuer that speaks TLS', () => {
  it('is refused by a client that was not told to trust it', async () => {
    const issuer = await openIssuer({ tls: true })
    expect(issuer.issuer).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    const failure: unknown = await fetch(issuer.jwksUri).catch((error: unknown) => error)
    expect(failure).toHaveProperty('cause.code', 'DEPTH_ZERO_SELF_SIGNED_CERT')
    expect(issuer.requests.all).toEqual([])
  })

  it('is accepted by a client that trusts its certificate', async () => {
    const issuer = await openIssuer({ tls: true })
    expect(await statusWithTrust(issuer.metadataUrl, issuer.certificate)).toBe(200)
  })

  it('takes a certificate of the caller', async () => {
    const identity = await createSelfSignedCertificate()
    const issuer = await openIssuer({ tls: identity })
    expect(issuer.certificate).toBe(identity.cert)
    expect(await statusWithTrust(issuer.jwksUri, identity.cert)).toBe(200)
  })

  it('stops though a client is silent before its handshake', async () => {
    const issuer = await openIssuer({ tls: true })
    const socket = connect(Number(new URL(issuer.issuer).port), '127.0.0.1')
    const ended = once(socket, 'close')
    await once(socket, 'connect')
    await issuer.stop()
    await ended
    expect(socket.destroyed).toBe(true)
  })

  it('destroys the connection if it would reset it', async () => {
    const issuer = await openIssuer({ tls: true })
    issuer.faults.apply('jwks', { kind: 'reset' })
    await expect(statusWithTrust(issuer.jwksUri, issuer.certificate)).rejects.toThrow('socket hang up')
  })
})
