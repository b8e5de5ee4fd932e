import { createHash, randomUUID } from 'node:crypto'
import type { Clock } from '@portcullis/core'
import { calculateJwkThumbprint } from 'jose'
import type { PublicJwk } from '../keys/public-jwk.ts'
import { createSigningKey } from '../keys/create-signing-key.ts'
import type { SigningKey } from '../keys/create-signing-key.ts'
import { signCompact } from '../tokens/sign-compact.ts'
import type { BadProofKind } from './bad-proof-kinds.ts'
import type { Binding } from './binding.ts'
import { makeBadProof } from './make-bad-proof.ts'
import type { ProofParts, ProofRequest } from './proof-request.ts'

/** How a DPoP client is created. */
export interface DpopClientOptions {
  /**
   * The signature algorithm of its key.
   *
   * @default 'ES256'
   */
  algorithm?: string
  /**
   * The clock that `iat` is taken from. It can be a test clock.
   *
   * @default the system's
   */
  clock?: Pick<Clock, 'now'>
}

/** A client with a DPoP key (RFC 9449). `issuer.issueBound(client)` issues tokens that are bound to it. */
export interface DpopClient extends Binding {
  /** The thumbprint of the key (RFC 7638): the value of `cnf.jkt`. */
  readonly thumbprint: string
  /** The public key, as proofs contain it. */
  readonly publicJwk: PublicJwk
  /** Creates a valid proof with a new `jti`, or one that differs as `claims` and `header` say. */
  proof(request: ProofRequest): Promise<string>
  /** Creates the headers of a request: `authorization` with the scheme DPoP, and `dpop`. */
  headers(request: ProofRequest): Promise<Readonly<Record<'authorization' | 'dpop', string>>>
  /**
   * Creates a value of the DPoP header that a protected resource must refuse; `BAD_PROOF_KINDS` says why, and
   * with which code.
   *
   * @throws {TypeError} If no bad proof has this name.
   */
  badProof(kind: BadProofKind, request: ProofRequest): Promise<string>
}

const SYSTEM_CLOCK = { now: (): number => Date.now() / 1000 }

/**
 * Creates a client that creates DPoP proofs, with a new key that is kept only in memory.
 *
 * @example
 *
 * ```ts
 * import { createDpopClient, createTestIssuer } from '@portcullis/testing'
 *
 * const issuer = await createTestIssuer()
 * const client = await createDpopClient()
 * const accessToken = await issuer.issueBound(client)
 * const headers = await client.headers({ url: 'https://api.example.com/messages', accessToken })
 * await issuer.close()
 * ```
 *
 * @param options See {@link DpopClientOptions}; nothing is required.
 * @throws {TypeError} If the algorithm is not one of `SIGNING_ALGORITHMS`.
 */
export async function createDpopClient(options: DpopClientOptions = {}): Promise<DpopClient> {
  const { algorithm = 'ES256', clock = SYSTEM_CLOCK } = options
  const key = await createSigningKey(algorithm)
  const publicJwk = bareJwk(key)
  const thumbprint = await calculateJwkThumbprint(publicJwk)
  const proof = async (request: ProofRequest): Promise<string> => {
    const { header, claims } = proofParts(request, { publicJwk, algorithm, now: clock.now() })
    return signCompact({ header, payload: claims, algorithm: key.algorithm, privateKey: key.privateKey })
  }
  return {
    thumbprint,
    confirmation: { jkt: thumbprint },
    publicJwk,
    proof,
    async headers(request) {
      return { authorization: `DPoP ${request.accessToken}`, dpop: await proof(request) }
    },
    badProof: (kind, request) =>
      makeBadProof(kind, {
        key,
        request,
        parts: proofParts(request, { publicJwk, algorithm, now: clock.now() })
      })
  }
}

interface ProofSource {
  readonly publicJwk: PublicJwk
  readonly algorithm: string
  readonly now: number
}

function proofParts(request: ProofRequest, { publicJwk, algorithm, now }: ProofSource): ProofParts {
  const { method = 'GET', url, accessToken, nonce, claims, header } = request
  return {
    header: { typ: 'dpop+jwt', alg: algorithm, jwk: publicJwk, ...header },
    claims: {
      jti: randomUUID(),
      htm: method,
      htu: url.replace(/[?#].*$/, ''),
      iat: Math.floor(now),
      ath: hashToken(accessToken),
      nonce,
      ...claims
    }
  }
}

/** The value of `ath` (RFC 9449 section 4.2). */
function hashToken(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url')
}

/** As most clients send it: without `kid`, `use` and `alg`. */
function bareJwk({ publicJwk }: SigningKey): PublicJwk {
  const { kid: _kid, use: _use, alg: _alg, ...jwk } = publicJwk
  return jwk
}
