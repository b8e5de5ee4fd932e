import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import { createClientCertificate } from '@portcullis/testing'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { accessToken, nowSeconds } from '../tokens/authority.ts'
import { createSigningKey, type SigningKey } from '../tokens/signing-key.ts'
import { signToken, type TokenPart } from '../tokens/sign-token.ts'
import type { BoundRequest, BoundSettings } from './bound-verdict.ts'

/** Seconds since the epoch. */
export const NOW = nowSeconds()
/** How clients see the API. */
export const publicUrl = 'https://api.example.test/v1'

/** How the API is set up, and when it is. */
export const settings: BoundSettings = { publicUrl, now: NOW, trusted: ['10.0.0.0', 8] }

/** A client with a key, a certificate, and a token that is bound to some of both. */
export interface Client {
  readonly key: SigningKey
  readonly jwk: JWK
  readonly certificate: Uint8Array
  readonly token: string
}

/** A SHA-256 digest in base64url. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url')
}

async function createClient(algorithm: string, boundTo: 'key' | 'certificate' | 'both'): Promise<Client> {
  const key = createSigningKey(algorithm, 'client')
  const jwk = key.publicKey.export({ format: 'jwk' }) as JWK
  const certificate = new Uint8Array(new X509Certificate((await createClientCertificate()).cert).raw)
  const cnf = {
    ...(boundTo === 'certificate' ? {} : { jkt: await calculateJwkThumbprint(jwk) }),
    ...(boundTo === 'key' ? {} : { 'x5t#S256': digestOf(certificate) })
  }
  return { key, jwk, certificate, token: accessToken({ cnf }) }
}

/** Clients of every kind, and two of the same. */
export const clients: readonly Client[] = await Promise.all([
  createClient('ES256', 'key'),
  createClient('EdDSA', 'key'),
  createClient('RS256', 'key'),
  createClient('ES256', 'key'),
  createClient('ES256', 'both')
])

/** Clients whose tokens are bound to their certificates only. */
export const certified: readonly Client[] = await Promise.all([
  createClient('ES256', 'certificate'),
  createClient('ES256', 'certificate')
])

/** A token that is not bound. */
export const bearer = accessToken()

interface ProofChange {
  readonly header?: object
  readonly claims?: object
  readonly payload?: TokenPart
}

/** A proof for the request. */
export function proofOf({ key, jwk, token }: Client, { header, claims, payload }: ProofChange = {}): string {
  const valid = {
    jti: randomUUID(),
    htm: 'GET',
    htu: `${publicUrl}/messages`,
    iat: NOW,
    ath: digestOf(token)
  }
  return signToken(
    { typ: 'dpop+jwt', alg: key.algorithm, jwk, ...header },
    payload ?? { ...valid, ...claims },
    key
  )
}

/** The header that the proxy writes (RFC 9440). */
export function certificateLine({ certificate }: Client): string {
  return `:${Buffer.from(certificate).toString('base64')}:`
}

/** A valid request of a client, or one with another proof. */
export function requestOf(client: Client, change: ProofChange = {}): BoundRequest {
  return {
    method: 'GET',
    target: '/messages?page=2',
    authorization: `DPoP ${client.token}`,
    dpop: proofOf(client, change),
    certificate: certificateLine(client),
    remoteAddress: '10.0.0.7'
  }
}

/** A valid request of a client whose token is bound to its certificate. */
export function certifiedRequestOf(client: Client): BoundRequest {
  return { ...requestOf(client), authorization: `Bearer ${client.token}`, dpop: undefined }
}
