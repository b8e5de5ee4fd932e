import { describe, expect, onTestFinished, test } from 'vitest'
import { boundApis } from '../../adapter-contract/bound-apis.ts'
import type {
  AuthorizationServer,
  DpopLibrary,
  IssuedTokens,
  SignInRequest
} from '../servers/authorization-server.ts'
import type { World } from './world.ts'

const LIBRARIES: readonly DpopLibrary[] = ['oauth4webapi', 'openid-client']

const NONCE = { secrets: ['a secret of the API that has more than 32 characters'] }

/** The DPoP handles of client libraries, unchanged, with tokens of a real server, on every framework. */
export function testDpop(world: () => World, request: SignInRequest): void {
  describe.each(LIBRARIES)('a DPoP-bound token, with proofs of %s,', (library) => {
    const signIn = (server: AuthorizationServer): Promise<IssuedTokens> =>
      server.signIn({ ...request, senderConstrained: library })

    test.each(boundApis)(
      'passes on $name: 200 without nonces; 401 with a nonce, then 200, with them',
      async ({ startAt }) => {
        const { server } = world()
        const { issuer, audience } = server
        const tokens = await signIn(server)
        expect(tokens.tokenType).toBe('dpop')
        const plain = await startAt((publicUrl) => ({ issuer, audience, publicUrl, dpop: true }))
        onTestFinished(() => plain.close())
        const dpop = { required: true, nonce: NONCE }
        const strict = await startAt((publicUrl) => ({ issuer, audience, publicUrl, dpop }))
        onTestFinished(() => strict.close())
        expect(await tokens.fetchResource(`${plain.origin}/v1/messages?page=2`)).toEqual([200])
        expect(await tokens.fetchResource(`${strict.origin}/v1/messages`)).toEqual([401, 200])
        // The client has the nonce now.
        expect(await tokens.fetchResource(`${strict.origin}/v1/messages`)).toEqual([200])
        // The nonce of one API is not valid at another one.
        expect(await tokens.fetchResource(`${plain.origin}/v1/messages`)).toEqual([200])
      }
    )

    test.each(boundApis)('is refused on $name by an API without the option', async ({ start }) => {
      const { server } = world()
      const { issuer, audience } = server
      const tokens = await signIn(server)
      const off = await start({ issuer, audience })
      onTestFinished(() => off.close())
      expect(await tokens.fetchResource(`${off.origin}/v1/messages`)).toEqual([401])
    })
  })
}
