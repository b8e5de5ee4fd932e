import type { Fetch } from '@portcullis/core'
import type { TestIssuerOptions } from '../test-issuer.ts'
import { LOOPBACK_HOST } from './create-issuer-server.ts'

/** Options of a protected resource that reach a server under a name of its own. */
export interface NamedHostOptions {
  readonly dangerouslyAllowHttp: readonly string[]
  readonly fetch: Fetch
}

/** The name and the port in the addresses of a server. */
export interface Address {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
}

/**
 * Reads the address of the server.
 *
 * @throws {TypeError} For a host that is not a host name in lower case, and together with `tls`.
 */
export function requireAddress({ host, port = 0, tls }: TestIssuerOptions): Address {
  if (host === undefined) return { host: LOOPBACK_HOST, port }
  if (!/^[a-z\d](?:[a-z\d.-]*[a-z\d])?$/.test(host))
    throw new TypeError('"host" must be a host name in lower case, without a port, such as "keycloak"')
  if (tls !== undefined) throw new TypeError('"host" is for plain http: do not set "tls"')
  return { host, port }
}

/**
 * Creates the options that reach the server under its name.
 *
 * @param host The name; undefined for none.
 * @param port Its port.
 * @returns Undefined without a name.
 */
export function reachNamedHost(host: string | undefined, port: number): NamedHostOptions | undefined {
  if (host === undefined) return undefined
  const named = `http://${host}:${port}/`
  const reached = `http://${LOOPBACK_HOST}:${port}/`
  return {
    dangerouslyAllowHttp: [`${host}:${port}`],
    fetch: (url, init) => globalThis.fetch(url.startsWith(named) ? url.replace(named, reached) : url, init)
  }
}
