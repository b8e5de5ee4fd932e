import { allowInsecureRequests, protectedResourceRequest, WWWAuthenticateChallengeError } from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { targets } from '../targets/targets.ts'
import { accessToken, options } from '../tokens/authority.ts'

const resource = 'https://api.example.test/orders'
const described = { ...options, resource, metadata: {}, dpop: { algorithms: ['ES256'] as const } }
const metadataUrl = 'https://api.example.test/.well-known/oauth-protected-resource/orders'

async function challengesFor(port: number, token: string, path: string): Promise<unknown> {
  const url = new URL(`http://127.0.0.1:${port}${path}`)
  const insecure = { [allowInsecureRequests]: true }
  const error: unknown = await protectedResourceRequest(token, 'GET', url, undefined, null, insecure).then(
    () => undefined,
    (thrown: unknown) => thrown
  )
  return error instanceof WWWAuthenticateChallengeError ? error.cause : error
}

describe.each(targets)('on $name', ({ start }) => {
  test(
    verifies('P-11', 'oauth4webapi reads resource_metadata from the challenge of each scheme'),
    async () => {
      await withServer(start(described), async (port) => {
        const bearer = (parameters: object) => [
          {
            scheme: 'bearer',
            parameters: { realm: resource, ...parameters, resource_metadata: metadataUrl }
          },
          {
            scheme: 'dpop',
            parameters: expect.objectContaining({ algs: 'ES256', resource_metadata: metadataUrl }) as unknown
          }
        ]
        expect(await challengesFor(port, 'abc', '/protected')).toEqual(
          bearer({ error: 'invalid_token', error_description: 'the access token is invalid' })
        )
        expect(await challengesFor(port, accessToken({ scope: 'other' }), '/messages')).toEqual(
          bearer({
            error: 'insufficient_scope',
            error_description: 'the access token does not grant what this resource requires',
            scope: 'read:messages'
          })
        )
      })
    }
  )
})
