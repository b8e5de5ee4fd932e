import { expect, test } from 'vitest'
import { callApi } from '../apis/call-api.ts'
import type { AuthorizationServer, IssuedTokens } from '../servers/authorization-server.ts'
import { verifiedSubject } from './verified-subject.ts'
import type { World } from './world.ts'

/** A token that must pass, and what the API must make of it. */
export interface AcceptedCase {
  title: string
  obtain(server: AuthorizationServer): Promise<IssuedTokens>
  clientId: string
  /** All of them, sorted. */
  scopes: string[]
  /** Those that count; a server may add some of its own. */
  roles: string[]
  /** Status by path of the routes with guards. */
  routes: Record<string, 200 | 403>
}

/** Tokens as the server issues them pass both adapters with the right subject, client, scopes and roles. */
export function testAccepted(world: () => World, cases: readonly AcceptedCase[]): void {
  test.each(cases)('$title passes', async ({ obtain, clientId, scopes, roles, routes }) => {
    const { server, apis } = world()
    const tokens = await obtain(server)
    const subject = await verifiedSubject(server, tokens)
    expect(subject).not.toBe('')
    for (const api of apis) {
      const answer = await callApi(api, tokens.accessToken)
      expect(answer, api.framework).toMatchObject({ status: 200, body: { subject, clientId } })
      expect(answer.body, api.framework).toEqual({
        subject,
        clientId,
        // Keycloak names them in another order each time.
        scopes: expect.toSatisfy(
          (value: string[]) => value.toSorted().join(' ') === scopes.join(' ')
        ) as unknown,
        roles: expect.arrayContaining(roles) as unknown
      })
      for (const [path, status] of Object.entries(routes)) {
        const guarded = await callApi(api, tokens.accessToken, path)
        expect(guarded, `${path} on ${api.framework}`).toMatchObject({ status })
      }
    }
  })
}
