import { createHash, X509Certificate } from 'node:crypto'
import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { createClientCertificate, createDpopClient } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'

it('makes a self-signed certificate with its key and its thumbprint', async () => {
  const { cert, key, thumbprint, confirmation } = await createClientCertificate('alice')
  const certificate = new X509Certificate(cert)
  expect(certificate.subject).toBe('CN=alice')
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/)
  expect(thumbprint).toBe(createHash('sha256').update(certificate.raw).digest('base64url'))
  expect(confirmation).toEqual({ 'x5t#S256': thumbprint })
})

it('binds a token to a certificate, or to a certificate and a key', async () => {
  const issuer = await openIssuer()
  const certificate = await createClientCertificate()
  const client = await createDpopClient()
  expect(decodeJwt(await issuer.issueBound(certificate))).toMatchObject({ cnf: certificate.confirmation })
  const both = { confirmation: { ...client.confirmation, ...certificate.confirmation } }
  expect(decodeJwt(await issuer.issueBound(both))).toMatchObject({ cnf: both.confirmation })
})
