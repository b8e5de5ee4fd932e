import { issuer, listOf, text } from '../argument-rules.ts'
import { ANY_ISSUER, definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Dex needs to know. */
export interface DexArguments {
  /** The issuer in the configuration, path included. */
  readonly issuer: string
  /** The clients whose tokens are accepted: they are the audience of their own tokens. */
  readonly clientIds: readonly string[]
}

/**
 * Dex. Its access tokens are signed copies of ID tokens, so they are refused: spread
 * `dangerouslyAcceptIdTokens: true` over it if no one else can get an ID token of these clients.
 *
 * @example
 *
 * ```ts
 * import { createProtectedResource } from '@portcullis/core'
 * import { dex } from '@portcullis/core/presets'
 *
 * // Dex has ID tokens only.
 * const api = createProtectedResource({
 *   ...dex({ issuer: 'https://dex.example.com/dex', clientIds: ['orders'] }),
 *   dangerouslyAcceptIdTokens: true
 * })
 * ```
 */
export const dex: Preset<DexArguments> = definePreset<DexArguments>('dex', {
  // This preset accepts what looks like ID tokens: endpoints of no other product may lead to it.
  product: describeProduct('Dex', 'clientIds', {
    issuer: ANY_ISSUER,
    endpoints: {
      jwks_uri: '/keys',
      authorization_endpoint: '/auth',
      token_endpoint: '/token',
      device_authorization_endpoint: '/device/code'
    }
  }),
  arguments: {
    issuer: issuer('https://dex.example.com/dex'),
    clientIds: listOf(text('the id of a client'))
  },
  options: ({ issuer: own, clientIds }) => ({
    issuer: own,
    audience: clientIds,
    scopeClaims: [],
    rolesClaims: ['groups'],
    clientIdClaims: ['azp', 'aud'],
    hints: {
      token_is_id_token:
        'Dex access tokens look exactly like ID tokens: set "dangerouslyAcceptIdTokens" once you know that no ID token of these clients reaches others',
      audience_mismatch: 'Dex makes the client the audience: list it in "clientIds"'
    }
  })
})
