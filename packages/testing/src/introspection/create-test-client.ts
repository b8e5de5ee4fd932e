import type { JsonObject } from '@portcullis/core'
import { exportJWK, jwtVerify } from 'jose'
import { generateKeyPair } from '../keys/generate-key-pair.ts'

/** A client of the issuer: an API that asks about tokens. */
export interface TestClient {
  readonly clientId: string
  readonly clientSecret: string
  readonly privateKey: JsonObject
  /**
   * Returns whether a request authenticates as this client: by `client_secret_basic` or `client_secret_post`
   * (RFC 6749 section 2.3.1), or by `private_key_jwt` (RFC 7523).
   */
  isAuthentic(authorization: string | undefined, form: URLSearchParams, issuer: string): Promise<boolean>
}

const CLIENT_ID = 'test-api'
const CLIENT_SECRET = 'test secret: 100% + more'
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Creates the client, with a new key. */
export async function createTestClient(): Promise<TestClient> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(privateKey)), alg: 'ES256', kid: 'test-api-key' }
  const form = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1)
  const basic = `Basic ${Buffer.from(`${form(CLIENT_ID)}:${form(CLIENT_SECRET)}`).toString('base64')}`

  async function isSigned(assertion: string, issuer: string): Promise<boolean> {
    const expected = {
      issuer: CLIENT_ID,
      subject: CLIENT_ID,
      audience: issuer,
      requiredClaims: ['jti', 'exp']
    }
    return jwtVerify(assertion, publicKey, expected).then(
      () => true,
      () => false
    )
  }

  return {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    privateKey: jwk,
    async isAuthentic(authorization, parameters, issuer) {
      if (authorization !== undefined) return authorization === basic
      if (parameters.get('client_id') !== CLIENT_ID) return false
      const assertion = parameters.get('client_assertion')
      if (assertion === null) return parameters.get('client_secret') === CLIENT_SECRET
      return parameters.get('client_assertion_type') === ASSERTION_TYPE && isSigned(assertion, issuer)
    }
  }
}
