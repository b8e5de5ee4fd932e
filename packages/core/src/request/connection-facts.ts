import type { ResourceRequest } from './resource-request.ts'

/** What requests of Node.js and of frameworks on it have in addition. */
interface HostRequest extends ResourceRequest {
  /** The target before routers shortened `url`: Express and other connect-style hosts. */
  readonly originalUrl?: unknown
  readonly socket?: Socket | null
}

/** The part of Node's `TLSSocket` that is read. */
interface Socket {
  readonly remoteAddress?: string
  getPeerCertificate?(): { readonly raw?: Uint8Array } | null
}

/**
 * Reads the full request target.
 *
 * @param request The request.
 * @returns `target`; if the request does not have it, `originalUrl` of connect-style hosts, else `url`.
 */
export function readTarget(request: HostRequest): string | undefined {
  const { target, originalUrl } = request
  if (target !== undefined) return target
  return typeof originalUrl === 'string' ? originalUrl : request.url
}

/**
 * Reads the address of the other end of the connection.
 *
 * @param request The request.
 * @returns `remoteAddress`; if the request does not have it, that of its socket.
 */
export function readRemoteAddress(request: HostRequest): string | undefined {
  return request.remoteAddress ?? request.socket?.remoteAddress
}

/** By connection: Node parses the certificate each time. */
const certificates = new WeakMap<Socket, Uint8Array>()

/**
 * Reads the certificate that the client presented in the TLS handshake, in DER.
 *
 * @param request The request.
 * @returns `clientCertificate`; if the request does not have it, that of its socket. Undefined without TLS
 *   and without a certificate. The same object for all requests of a connection.
 */
export function readClientCertificate(request: HostRequest): Uint8Array | undefined {
  const { clientCertificate, socket } = request
  if (clientCertificate !== undefined || socket === undefined || socket === null) return clientCertificate
  const known = certificates.get(socket)
  if (known !== undefined) return known
  const raw = socket.getPeerCertificate?.()?.raw
  if (raw !== undefined) certificates.set(socket, raw)
  return raw
}
