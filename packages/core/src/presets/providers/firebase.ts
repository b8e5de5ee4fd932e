import { matching } from '../argument-rules.ts'
import { definePreset, describeProduct, type Preset } from '../define-preset.ts'

/** What Firebase needs to know. */
export interface FirebaseArguments {
  /** The id of the Firebase (Google Cloud) project. */
  readonly projectId: string
}

const KEYS = 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'

/**
 * Firebase Authentication and Google Cloud Identity Platform, whose ID token is the credential of an API:
 * there are no access tokens, no scopes and no clients. All tenants of a project share issuer and audience.
 *
 * @example
 *
 * ```ts
 * import { firebase } from '@portcullis/core/presets'
 *
 * const options = firebase({ projectId: 'acme-prod' })
 * ```
 */
export const firebase: Preset<FirebaseArguments> = definePreset<FirebaseArguments>('firebase', {
  product: describeProduct(
    'Firebase',
    undefined,
    /^https:\/\/securetoken\.google\.com\/(?<projectId>[a-z][a-z\d-]+)$/
  ),
  arguments: {
    projectId: matching(/^[a-z][a-z\d-]+$/, "the id of the project, such as 'acme-prod', not its number")
  },
  options: ({ projectId }) => ({
    issuer: `https://securetoken.google.com/${projectId}`,
    jwksUri: KEYS,
    audience: projectId,
    algorithms: ['RS256'],
    scopeClaims: [],
    rolesClaims: ['role', 'roles'],
    clientIdClaims: [],
    hints: {
      token_opaque:
        'access tokens of Google (ya29...) are opaque and meant for Google: the client must send the Firebase ID token (getIdToken())',
      issuer_untrusted:
        'Firebase: neither a session cookie nor an ID token of Google itself is a Firebase ID token (getIdToken())',
      algorithm_not_allowed: 'the Firebase emulator does not sign tokens, so they are never accepted',
      role_insufficient:
        'Firebase: set a custom claim "role" or "roles" with the Admin SDK, or set "rolesClaims"'
    }
  })
})
