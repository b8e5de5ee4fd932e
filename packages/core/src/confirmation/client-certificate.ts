import { sha256 } from '#digest'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { readClientCertificate, readRemoteAddress } from '../request/connection-facts.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import { readCertificateHeader, type CertificateHeader } from './certificate-header.ts'

/** Where the certificate of a client comes from. */
export type CertificateSource =
  | 'tls'
  | {
      readonly certificate: CertificateHeader
      /** Returns whether an address is that of a proxy that sets the header. */
      readonly isTrustedProxy: (address: string | undefined) => boolean
    }

/** Requires that a request came over a connection with the certificate that its token is bound to. */
export type RequireCertificate = (request: ResourceRequest, thumbprint: string) => Promise<void>

/**
 * Creates the check of certificate-bound tokens (RFC 8705 section 3). The TLS handshake proved that the
 * client has the private key; the check compares digests only. It does not validate the certificate's chain,
 * names or dates: that is the task of the TLS server.
 *
 * @param source Where certificates come from.
 * @returns The check. It rejects with `certificate_missing` or `certificate_mismatch`.
 */
export function createCertificateCheck(source: CertificateSource): RequireCertificate {
  /** By the bytes: an adapter passes the same object for all requests of a connection. */
  const thumbprints = new WeakMap<Uint8Array, string>()

  return async (request, expected) => {
    const der = readCertificate(request, source)
    if (der === undefined) throw new ProtectedResourceError('certificate_missing', { hint: hintFor(source) })
    const thumbprint = thumbprints.get(der) ?? (await sha256(der))
    thumbprints.set(der, thumbprint)
    if (thumbprint === expected) return
    throw new ProtectedResourceError('certificate_mismatch', { hint: HINT_MISMATCH })
  }
}

function readCertificate(request: ResourceRequest, source: CertificateSource): Uint8Array | undefined {
  if (source === 'tls') return readClientCertificate(request)
  const { certificate, isTrustedProxy } = source
  const value = request.headers[certificate.header]
  if (typeof value !== 'string' || !isTrustedProxy(readRemoteAddress(request))) return undefined
  return readCertificateHeader(value, certificate.format)
}

function hintFor(source: CertificateSource): string {
  return source === 'tls' ? HINT_TLS : HINT_PROXY
}

const HINT_TLS =
  'the token is bound to a client certificate, and the connection has none: set "requestCert: true" on the server, or "mutualTls.certificate" behind a proxy'
const HINT_PROXY =
  'the token is bound to a client certificate, and none was read: check the header of the proxy, its format, and "mutualTls.trustedProxies"'
const HINT_MISMATCH =
  'the token is not bound to the certificate of the connection: either the certificate was renewed and the client needs a new token, or the token was stolen'
