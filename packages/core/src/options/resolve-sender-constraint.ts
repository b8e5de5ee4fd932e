import { parseAddressList } from '../confirmation/address-list.ts'
import type { CertificateSource } from '../confirmation/client-certificate.ts'
import type { ConfirmationMethod } from '../confirmation/confirmation.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { ALGORITHM_NAMES, type AlgorithmName } from '../jws/algorithms.ts'
import type { Store } from '../memory/store.ts'
import { copyOptions } from './copy-options.ts'
import { FAPI_ALGORITHMS } from './fapi.ts'
import type { ProtectedResourceOptions } from './protected-resource-options.ts'
import type { DpopOptions, MutualTlsOptions, NonceOptions } from './sender-constraint-options.ts'
import { DPOP_ROWS, isPublicUrl, MUTUAL_TLS_ROWS, NONCE_ROWS } from './sender-constraint-rows.ts'
import { validateOptions } from './validate-options.ts'

/** The resolved option `dpop`. */
export interface ResolvedDpop {
  readonly required: boolean
  readonly algorithms: readonly AlgorithmName[]
  readonly proofMaxAgeSeconds: number
  readonly proofMaxAheadSeconds: number
  readonly nonce: Required<NonceOptions> | undefined
  /** Undefined for the memory of this process. */
  readonly replays: Store | undefined
  readonly publicUrl: string
}

/** How tokens can be bound to their senders. */
export interface ResolvedSenderConstraint {
  /** Undefined if DPoP is off. */
  readonly dpop: ResolvedDpop | undefined
  /** Undefined if mutual TLS is off. */
  readonly mutualTls: CertificateSource | undefined
  readonly confirmable: ReadonlySet<ConfirmationMethod>
}

/** Lifetime of a nonce, in seconds. */
const NONCE_LIFETIME_SECONDS = 300

/**
 * Resolves `dpop`, `mutualTls` and `publicUrl`.
 *
 * @throws {ConfigurationError} For options that are missing, misspelled or contradictory.
 */
export function resolveSenderConstraint(options: ProtectedResourceOptions): ResolvedSenderConstraint {
  const dpop = options.dpop === undefined ? undefined : resolveDpop(options)
  const mutualTls = options.mutualTls === undefined ? undefined : resolveMutualTls(options.mutualTls)
  const confirmable = new Set<ConfirmationMethod>()
  if (dpop !== undefined) confirmable.add('jkt')
  if (mutualTls !== undefined) confirmable.add('x5t#S256')
  return { dpop, mutualTls, confirmable }
}

/**
 * Resolves the option `dpop`: its members, and the defaults of the profile.
 *
 * @throws {ConfigurationError} For members that are misspelled or invalid, and without a public URL.
 */
export function resolveDpop(options: ProtectedResourceOptions): ResolvedDpop {
  const given: DpopOptions = options.dpop === true || options.dpop === undefined ? {} : options.dpop
  validateOptions(given, DPOP_ROWS, 'dpop.')
  const isFapi = usesFapi(options)
  const {
    required = false,
    algorithms = isFapi ? FAPI_ALGORITHMS : DEFAULT_ALGORITHMS,
    proofMaxAgeSeconds = isFapi ? 60 : 300,
    nonce,
    replays
  } = copyOptions(given)
  return {
    required,
    algorithms,
    proofMaxAgeSeconds,
    proofMaxAheadSeconds: isFapi ? 10 : 30,
    nonce: nonce === undefined ? undefined : resolveNonce(nonce),
    replays,
    publicUrl: options.publicUrl ?? originOf(options.resource)
  }
}

/** ML-DSA needs a recent runtime, and proofs of several kilobytes. */
const DEFAULT_ALGORITHMS = ALGORITHM_NAMES.filter((name) => !name.startsWith('ML-DSA'))

function usesFapi({ profile, issuers }: ProtectedResourceOptions): boolean {
  const listed = typeof issuers === 'function' ? [] : (issuers ?? [])
  return profile === 'fapi2' || listed.some((issuer) => issuer.profile === 'fapi2')
}

function resolveNonce(options: NonceOptions): Required<NonceOptions> {
  validateOptions(options, NONCE_ROWS, 'dpop.nonce.')
  const { secrets, lifetimeSeconds = NONCE_LIFETIME_SECONDS } = copyOptions(options)
  if (secrets === undefined) throw new ConfigurationError('secrets', HINT_SECRETS)
  return { secrets, lifetimeSeconds }
}

function originOf(resource: string | undefined): string {
  if (resource === undefined || isPublicUrl(new URL(resource).origin) !== undefined)
    throw new ConfigurationError('publicUrl', HINT_PUBLIC_URL)
  return new URL(resource).origin
}

function resolveMutualTls(given: true | MutualTlsOptions): CertificateSource {
  if (given === true) return 'tls'
  validateOptions(given, MUTUAL_TLS_ROWS, 'mutualTls.')
  const { certificate, trustedProxies } = copyOptions(given)
  const isTrustedProxy = trustedProxies === undefined ? undefined : parseAddressList(trustedProxies)
  if (certificate === undefined || isTrustedProxy === undefined)
    throw new ConfigurationError('mutualTls', HINT_PROXY)
  return { certificate: { ...certificate }, isTrustedProxy }
}

const HINT_SECRETS = 'option "dpop.nonce" needs "secrets": create one with openssl rand -base64 32'
const HINT_PUBLIC_URL =
  'option "dpop" needs "publicUrl": the root URL of this application as clients see it (or "resource", if it has that origin)'
const HINT_PROXY =
  'option "mutualTls" must be true, or have "certificate" and "trustedProxies": the header that the proxy sets, and its addresses'
