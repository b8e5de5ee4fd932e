import type { CertificateHeader } from '../confirmation/certificate-header.ts'
import type { AlgorithmName } from '../jws/algorithms.ts'
import type { Store } from '../memory/store.ts'

/** How DPoP proofs are verified (RFC 9449). */
export interface DpopOptions {
  /**
   * Refuses tokens that are not bound to a DPoP key, such as bearer tokens.
   *
   * @default false
   */
  readonly required?: boolean
  /**
   * Allow-list of signature algorithms of proofs; the challenge lists them as `algs`.
   *
   * @default every asymmetric JWS algorithm but ML-DSA; with the profile `'fapi2'` PS256, ES256 and EdDSA
   */
  readonly algorithms?: readonly AlgorithmName[]
  /**
   * Greatest age of a proof, in seconds (RFC 9449 section 11.1). At most 600. With `nonce`, the age of the
   * nonce is checked instead.
   *
   * @default 300; with the profile `'fapi2'` 60
   */
  readonly proofMaxAgeSeconds?: number
  /**
   * Requires a nonce of this API in each proof (RFC 9449 section 9).
   *
   * @default no nonces
   */
  readonly nonce?: NonceOptions
  /**
   * Records used proofs, so that each is accepted once. Share one between the processes of an API. Protected
   * resources that share one object can guard the same request: its proof counts once.
   *
   * @default the memory of this process, for up to 1,000,000 proofs; a restart empties it
   */
  readonly replays?: Store
}

/** How DPoP nonces are created. Instances of an API share only these options. */
export interface NonceOptions {
  /**
   * Secrets of at least 32 characters. The first creates nonces, and all of them verify nonces: add a new one
   * at the front, and remove the old one later.
   */
  readonly secrets: readonly string[]
  /**
   * How long a nonce is valid, in seconds: from 10 to 3,600.
   *
   * @default 300
   */
  readonly lifetimeSeconds?: number
}

/** Where the certificate of a client comes from if a reverse proxy terminates TLS (RFC 8705, RFC 9440). */
export interface MutualTlsOptions {
  /** The header that the proxy sets: `clientCertificateHeader('nginx')`. */
  readonly certificate: CertificateHeader
  /** Addresses of the proxies, single or as CIDR ranges. From other addresses, the header is ignored. */
  readonly trustedProxies: readonly string[]
}
