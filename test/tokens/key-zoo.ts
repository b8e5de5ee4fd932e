import type { JWK } from 'jose'
import { createSigningKey, type SigningKey } from './signing-key.ts'

/** A key that some token of the differential test is signed with, and how its JWK is published, if it is. */
export interface ZooKey extends SigningKey {
  published: JWK | undefined
}

/** A member that `change` sets to undefined is left out of the published JWK. */
function zooKey(key: SigningKey, change: object | 'secret' = {}): ZooKey {
  if (change === 'secret') return { ...key, published: undefined }
  return { ...key, published: JSON.parse(JSON.stringify({ ...key.publicJwk, ...change })) as JWK }
}

const anyAlgorithm = { alg: undefined }

/**
 * Keys as they are met: with and without alg and kid, sharing a kid, for encryption, too weak, never
 * published.
 */
export const keyZoo: readonly ZooKey[] = [
  zooKey(createSigningKey('RS256', 'rsa-named')),
  zooKey(createSigningKey('PS256', 'rsa-any'), anyAlgorithm),
  zooKey(createSigningKey('ES256', 'ec-named')),
  zooKey(createSigningKey('ES256', 'shared')),
  zooKey(createSigningKey('ES384', 'shared')),
  zooKey(createSigningKey('ES256', 'nameless'), { kid: undefined }),
  zooKey(createSigningKey('EdDSA', 'ed-any'), anyAlgorithm),
  zooKey(createSigningKey('ES512', 'ec-521'), { use: undefined, key_ops: ['verify'] }),
  zooKey(createSigningKey('ES256', 'for-encryption'), { use: 'enc' }),
  zooKey(createSigningKey('ES256', 'for-signing-only'), { key_ops: ['sign'] }),
  zooKey(createSigningKey('RS256', 'rsa-weak', 1024)),
  zooKey(createSigningKey('ES256', 'ec-named'), 'secret')
]

/** The JWK Set that publishes them, with members of no use among them. */
export const zooJwks: { keys: JWK[] } = {
  keys: [
    { kty: 'unknown', kid: 'unknown' },
    { kty: 'EC', crv: 'P-256', kid: 'half' },
    ...keyZoo.flatMap(({ published }) => (published === undefined ? [] : [published]))
  ]
}
