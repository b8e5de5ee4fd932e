import { createHash, X509Certificate } from 'node:crypto'
import { createSelfSignedCertificate } from '../server/create-self-signed-certificate.ts'
import type { TlsIdentity } from '../server/create-self-signed-certificate.ts'
import type { Binding } from './binding.ts'

/**
 * A certificate of a client, for mutual TLS (RFC 8705). `issuer.issueBound(certificate)` issues tokens that
 * are bound to it. `key` and `cert` are PEM, as `https.request` takes them.
 */
export interface ClientCertificate extends TlsIdentity, Binding {
  /** The thumbprint of the certificate: the value of `cnf` member `x5t#S256`. */
  readonly thumbprint: string
}

/**
 * Creates a self-signed client certificate, valid for a day. A server that asks for certificates with
 * `requestCert: true` and `rejectUnauthorized: false` takes it.
 *
 * @example
 *
 * ```ts
 * import { createClientCertificate, createTestIssuer } from '@portcullis/testing'
 *
 * const issuer = await createTestIssuer()
 * const certificate = await createClientCertificate()
 * const accessToken = await issuer.issueBound(certificate)
 * await issuer.close()
 * ```
 *
 * @param commonName The name of its subject. Default: `'Test client'`.
 */
export async function createClientCertificate(commonName = 'Test client'): Promise<ClientCertificate> {
  const identity = await createSelfSignedCertificate(commonName)
  const { raw } = new X509Certificate(identity.cert)
  const thumbprint = createHash('sha256').update(raw).digest('base64url')
  return { ...identity, thumbprint, confirmation: { 'x5t#S256': thumbprint } }
}
