import { audience, issuer, listOf, optional, text } from '../argument-rules.ts'
import { ANY_ISSUER, definePreset, describeProduct, type Preset } from '../define-preset.ts'
import { subjectIsClient } from '../machine-rules.ts'

/** What Spring Authorization Server needs to know; one of `clientIds` and `audience` at least. */
export interface SpringAuthorizationServerArguments {
  /** The issuer in `AuthorizationServerSettings`. */
  readonly issuer: string
  /** The clients whose tokens are accepted: they are the audience of their own tokens. */
  readonly clientIds?: readonly string[]
  /** The audience, if an `OAuth2TokenCustomizer` sets a real one. */
  readonly audience?: string | readonly string[]
}

/**
 * Spring Authorization Server (Spring Security).
 *
 * @example
 *
 * ```ts
 * import { springAuthorizationServer } from '@portcullis/core/presets'
 *
 * const options = springAuthorizationServer({
 *   issuer: 'https://auth.example.com',
 *   clientIds: ['messaging-client']
 * })
 * ```
 */
export const springAuthorizationServer: Preset<SpringAuthorizationServerArguments> =
  definePreset<SpringAuthorizationServerArguments>('springAuthorizationServer', {
    product: describeProduct('Spring Authorization Server', 'audience', {
      issuer: ANY_ISSUER,
      endpoints: { jwks_uri: '/oauth2/jwks', token_endpoint: '/oauth2/token' }
    }),
    arguments: {
      issuer: issuer('https://auth.example.com'),
      clientIds: optional(listOf(text('the id of a client'))),
      audience: optional(audience('the audience that the token customizer sets'))
    },
    oneOf: ['clientIds', 'audience'],
    options: ({ issuer: own, clientIds = [], audience: values = [] }) => ({
      issuer: own,
      audience: [...clientIds, ...[values].flat()],
      scopeClaims: ['scope'],
      // Only `aud` has the client; if that may be the API, the client is unknown.
      clientIdClaims: values.length === 0 ? ['client_id', 'aud'] : ['client_id'],
      idTokenMarkers: ['azp', 'nonce', 'at_hash'],
      isMachine: subjectIsClient,
      hints: {
        audience_mismatch:
          'Spring Authorization Server makes the client the audience: list it in "clientIds", or set a real "aud" with an OAuth2TokenCustomizer<JwtEncodingContext>',
        token_opaque: 'Spring Authorization Server: accessTokenFormat of the client must be SELF_CONTAINED'
      }
    })
  })
