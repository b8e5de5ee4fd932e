import { requireRoles, requireScopes } from '@portcullis/core'
import { cognito, firebase, googleIdToken } from '@portcullis/core/presets'
import type { PresetSample } from './preset-sample.ts'

const orders = 'https://orders.example.test'
const userPoolId = 'eu-west-1_AbCdEf123'
const pool = {
  provider: 'Amazon Cognito',
  options: cognito({ userPoolId, clientIds: ['1example23456789'] }),
  keysAt: `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}/.well-known/jwks.json`
}

const project = {
  provider: 'Google / Firebase',
  options: firebase({ projectId: 'acme-prod' }),
  keysAt: 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com'
}
const google = {
  provider: 'Google / Firebase',
  options: googleIdToken({ audience: '1234-abc.apps.googleusercontent.com' }),
  keysAt: 'https://www.googleapis.com/oauth2/v3/certs'
}

/** Amazon Cognito, through its preset. */
export const cognitoSamples: readonly PresetSample[] = [
  {
    ...pool,
    name: 'user through managed login',
    title: 'is a user, bound by the app client',
    isMachine: false,
    context: { clientId: '1example23456789', audience: [] },
    satisfies: [requireScopes(`${orders}/read`), requireRoles('clerks')]
  },
  {
    ...pool,
    name: 'user through managed login',
    title: 'is refused where another app client is listed',
    options: cognito({ userPoolId, clientIds: ['other'] }),
    refusal: 'audience_mismatch',
    hint: /"clientIds"/
  },
  {
    ...pool,
    name: 'user through InitiateAuth (SDK)',
    title: 'is a user, with groups but without custom scopes',
    isMachine: false,
    satisfies: [requireRoles('clerks')],
    lacks: [requireScopes(`${orders}/read`)]
  },
  {
    ...pool,
    name: 'resource-bound, multi-Region issuer',
    title: 'is a user, by the other issuer that every pool may have',
    options: cognito({ userPoolId, clientIds: ['1example23456789'], audience: orders }),
    keysAt: `https://issuer-cognito-idp.eu-west-1.amazonaws.com/${userPoolId}/.well-known/jwks.json`,
    isMachine: false,
    context: { audience: [orders] }
  },
  {
    ...pool,
    name: 'resource-bound, multi-Region issuer',
    title: 'is refused where its resource is not this API, though its client is listed',
    refusal: 'audience_mismatch',
    hint: /needs that resource in "audience"/
  },
  {
    ...pool,
    name: 'ID token (negative)',
    title: 'is refused by its use',
    refusal: 'token_not_access_token',
    hint: /AccessToken/
  }
]

/** Firebase, and Google itself, through their presets. */
export const googleSamples: readonly PresetSample[] = [
  {
    ...project,
    name: 'Firebase ID token',
    title: 'is accepted for the project',
    context: { subject: 'Xy12AbCd', scopes: [], clientId: '' }
  },
  {
    ...project,
    name: 'Firebase ID token',
    title: 'is refused for another project',
    options: firebase({ projectId: 'acme-test' }),
    refusal: 'issuer_untrusted'
  },
  {
    ...project,
    name: 'Identity Platform tenant + custom claims',
    title: 'is accepted, with its custom claim as a role',
    satisfies: [requireRoles('clerk')]
  },
  {
    ...google,
    name: 'Google Sign-In ID token, old issuer form',
    title: 'is a user, by either spelling of the issuer',
    isMachine: false,
    context: { subject: '110169484474386276334' }
  },
  {
    ...project,
    name: 'Google Sign-In ID token, old issuer form',
    title: 'is refused as a token of Firebase',
    refusal: 'issuer_untrusted',
    hint: /getIdToken/
  },
  {
    ...project,
    name: 'Firebase session cookie',
    title: 'is refused, since its issuer is another',
    refusal: 'issuer_untrusted',
    hint: /session cookie/
  }
]
