import { requireScopes } from '@portcullis/core'
import type { SampleExpectation } from './sample-expectation.ts'

const pool = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'
const multiRegionPool = 'https://issuer-cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'
const client = '1example23456789'
const cognito = { issuer: pool, audience: { clientIds: [client] } }
const orders = 'https://orders.example.test'
const firebase = { issuer: 'https://securetoken.google.com/acme-prod', audience: 'acme-prod' }
const google = { issuer: 'accounts.google.com', audience: '1234-abc.apps.googleusercontent.com' }

/** Amazon Cognito: no aud, so the client is what binds a token. */
export const cognitoSamples: readonly SampleExpectation[] = [
  {
    provider: 'Amazon Cognito',
    name: 'user through managed login',
    settings: [
      {
        title: 'is accepted where its client is configured',
        options: cognito,
        context: { clientId: client, scopes: ['openid', `${orders}/read`], audience: [] },
        satisfies: [requireScopes(`${orders}/read`)]
      },
      {
        title: 'is refused where another client is configured',
        options: { ...cognito, audience: { clientIds: ['other'] } },
        refusal: 'audience_mismatch'
      },
      {
        title: 'is refused where an audience is demanded',
        options: { ...cognito, audience: client },
        refusal: 'audience_missing'
      }
    ]
  },
  {
    provider: 'Amazon Cognito',
    name: 'user through InitiateAuth (SDK)',
    settings: [
      {
        title: 'is accepted, and not on a route with a scope of its own',
        options: cognito,
        satisfies: [requireScopes('aws.cognito.signin.user.admin')],
        lacks: [requireScopes(`${orders}/read`)]
      }
    ]
  },
  {
    provider: 'Amazon Cognito',
    name: 'resource-bound, multi-Region issuer',
    settings: [
      {
        title: 'is accepted where both issuers are configured',
        options: {
          audience: { clientIds: [client], values: [orders] },
          issuers: [{ issuer: pool }, { issuer: multiRegionPool }]
        },
        context: { audience: [orders] }
      },
      {
        title: 'is refused where its audience is not configured, though its client is',
        options: { ...cognito, issuer: multiRegionPool },
        refusal: 'audience_mismatch'
      },
      {
        title: 'is refused where its issuer is not configured',
        options: cognito,
        refusal: 'issuer_untrusted'
      }
    ]
  },
  {
    provider: 'Amazon Cognito',
    name: 'ID token (negative)',
    settings: [
      {
        title: 'is refused by its token_use',
        options: { ...cognito, audience: client },
        refusal: 'token_not_access_token'
      }
    ]
  }
]

/** Google and Firebase, where an ID token is the credential of the API. */
export const googleSamples: readonly SampleExpectation[] = [
  {
    provider: 'Google / Firebase',
    name: 'Firebase ID token',
    settings: [
      {
        title: 'is accepted for the project',
        options: firebase,
        context: { subject: 'Xy12AbCd', scopes: [], clientId: '' }
      },
      {
        title: 'is refused for another project',
        options: { ...firebase, audience: 'other' },
        refusal: 'audience_mismatch'
      }
    ]
  },
  {
    provider: 'Google / Firebase',
    name: 'Identity Platform tenant + custom claims',
    settings: [{ title: 'is accepted for the project', options: firebase, context: { subject: 'Xy12AbCd' } }]
  },
  {
    provider: 'Google / Firebase',
    name: 'Google Sign-In ID token, old issuer form',
    settings: [
      {
        title: 'is accepted where its issuer is listed and ID tokens are',
        options: { ...google, dangerouslyAcceptIdTokens: true },
        context: { subject: '110169484474386276334' }
      },
      { title: 'is refused where ID tokens are not accepted', options: google, refusal: 'token_is_id_token' },
      {
        title: 'is refused where only the other form of the issuer is listed',
        options: { ...google, issuer: 'https://accounts.google.com', dangerouslyAcceptIdTokens: true },
        refusal: 'issuer_untrusted'
      }
    ]
  },
  {
    provider: 'Google / Firebase',
    name: 'Firebase session cookie',
    settings: [
      { title: 'is refused, since its issuer is another', options: firebase, refusal: 'issuer_untrusted' }
    ]
  }
]
