import { importVerificationKey } from '#engine'
import { isClusterWorker, warn } from '#events'
import type { Clock } from '../clock/clock.ts'
import { isProtectedResourceError } from '../errors/protected-resource-error.ts'
import { withChallenge } from '../errors/hints.ts'
import type { AlgorithmName } from '../jws/algorithms.ts'
import type { SignatureThread } from '../jws/verification-key.ts'
import { createReplays } from '../memory/replays.ts'
import type { Store } from '../memory/store.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import { createCertificateCheck, type CertificateSource } from './client-certificate.ts'
import { createConfirm, type AcceptedToken } from './confirm.ts'
import { createProofVerification, type VerifyProof } from './dpop.ts'
import { createNonces, nonceHeaders, type Nonces } from './nonce.ts'
import { createProofKeys } from './proof-keys.ts'
import { createRecordUse, type RecordUse } from './proof-uses.ts'
import { createTargetUri } from './target-uri.ts'

/** The settings of DPoP. */
export interface DpopConfirmation {
  readonly required: boolean
  readonly algorithms: readonly AlgorithmName[]
  readonly proofMaxAgeSeconds: number
  readonly proofMaxAheadSeconds: number
  readonly nonce: { readonly secrets: readonly string[]; readonly lifetimeSeconds: number } | undefined
  /** Undefined for the memory of this process. */
  readonly replays: Store | undefined
  readonly publicUrl: string
}

/** How the senders of tokens are confirmed. */
export interface ConfirmationSettings {
  readonly senderConstraint: {
    /** Undefined if DPoP is off. */
    readonly dpop: DpopConfirmation | undefined
    /** Undefined if mutual TLS is off. */
    readonly mutualTls: CertificateSource | undefined
  }
  readonly clock: Clock
  readonly signatureThread: SignatureThread
}

/** Headers of a successful answer. */
export type ConfirmationHeaders = Readonly<Record<string, string>>

/**
 * Confirms that the sender of a request owns its token; returns the headers that its answer needs, if any.
 *
 * @throws {ProtectedResourceError} For every refusal; the promise rejects with it.
 */
export type ConfirmSender = (
  request: ResourceRequest,
  token: AcceptedToken
) => Promise<ConfirmationHeaders | undefined>

/**
 * Opens the confirmation of a protected resource from its options.
 *
 * @param settings The settings.
 * @returns The function, which is called for each request with an accepted token.
 */
export function openConfirmation(settings: ConfirmationSettings): ConfirmSender {
  const { senderConstraint, clock } = settings
  const { dpop, mutualTls } = senderConstraint
  const nonces = dpop?.nonce && createNonces({ ...dpop.nonce, resource: dpop.publicUrl })
  const confirm = createConfirm({
    verifyProof: dpop && openDpop(dpop, nonces, settings),
    requireCertificate: mutualTls && createCertificateCheck(mutualTls),
    isDpopRequired: dpop?.required ?? false
  })
  return async (request, token) => {
    try {
      const proof = await confirm(request, token)
      if (proof?.needsNonce !== true || nonces === undefined) return undefined
      return nonceHeaders(await nonces.issue(clock.now()))
    } catch (error) {
      const needsNonce = isProtectedResourceError(error) && error.oauthError === 'use_dpop_nonce'
      if (!needsNonce || nonces === undefined) throw error
      throw withChallenge(error, { dpopNonce: await nonces.issue(clock.now()) })
    }
  }
}

function openDpop(
  dpop: DpopConfirmation,
  nonces: Nonces | undefined,
  { clock, signatureThread }: ConfirmationSettings
): VerifyProof {
  const { proofMaxAgeSeconds, proofMaxAheadSeconds, publicUrl } = dpop
  return createProofVerification({
    keys: createProofKeys({
      algorithms: new Set(dpop.algorithms),
      thread: signatureThread,
      importKey: importVerificationKey
    }),
    proofMaxAgeSeconds,
    proofMaxAheadSeconds,
    nonces,
    recordUse: dpop.replays === undefined ? openReplays(clock) : createRecordUse(dpop.replays, clock),
    targetUri: createTargetUri(publicUrl),
    now: () => clock.now()
  })
}

let isWarned = false

function openReplays(clock: Clock): RecordUse {
  if (isClusterWorker() && !isWarned) {
    isWarned = true
    warn('PORTCULLIS_LOCAL_REPLAYS', LOCAL_REPLAYS)
  }
  const replays = createReplays(clock)
  return ({ key, untilSeconds }) => replays.add(key, untilSeconds)
}

const LOCAL_REPLAYS =
  'this process is one of a cluster and records only its own used DPoP proofs, so a stolen proof works once in each process: share them with the option "dpop.replays"'
