import { explainToken } from '@portcullis/cli'
import type { ErrorCode } from '@portcullis/core'
import { expect, test } from 'vitest'
import { runPortcullis } from '../../programs/run-portcullis.ts'
import type { AuthorizationServer, IssuedTokens } from '../servers/authorization-server.ts'
import { verifiedSubject } from './verified-subject.ts'
import type { World } from './world.ts'

/** Tokens of a server to be explained. */
export interface ExplainCase {
  /** With an ID token and the scope `orders:read`. */
  obtain(server: AuthorizationServer): Promise<IssuedTokens>
  /** Why the ID token is refused. */
  idTokenCode: ErrorCode
}

const ONE_HOUR = 3600

/** `portcullis explain` says of a server's tokens what an API would do with them, and tells no one's name. */
export function testExplain(world: () => World, { obtain, idTokenCode }: ExplainCase): void {
  async function explained(token: string, ...scopes: string[]) {
    const { issuer, audience } = world().server
    const scopeWords = scopes.flatMap((scope) => ['--scope', scope])
    const words = ['explain', '--issuer', issuer, '--audience', audience, ...scopeWords]
    const { exitCode, output } = await runPortcullis(words, token)
    expect(output).not.toContain(token)
    return { exitCode, text: output.replaceAll(/\s+/gu, ' ') }
  }

  test('portcullis explain accepts a good token, and says which scope another route would need', async () => {
    const { server } = world()
    const tokens = await obtain(server)
    const good = await explained(tokens.accessToken, 'orders:read')
    expect(good).toMatchObject({ exitCode: 0 })
    expect(good.text).toContain('portcullis explain accepted')
    expect(good.text).not.toMatch(/[✖·]/u)
    expect(good.text).not.toContain(await verifiedSubject(server, tokens))
    const narrow = await explained(tokens.accessToken, 'orders:read', 'orders:archive')
    expect(narrow).toMatchObject({ exitCode: 2 })
    expect(narrow.text).toContain('refused: scope_insufficient (403)')
    expect(narrow.text).toContain('missing orders:archive')
  })

  test('portcullis explain tells an ID token, and what to send instead', async () => {
    const { idToken = '' } = await obtain(world().server)
    const { exitCode, text } = await explained(idToken, 'orders:read')
    expect({ exitCode, text }).toMatchObject({ exitCode: 2 })
    expect(text).toContain(`refused: ${idTokenCode} (401)`)
    expect(text).toContain('✔ algorithm allowed ✖ claims')
    expect(text).toContain('Remedy Send the access_token of the token response, not the id_token')
  })

  test('an hour later a token is explained as expired, and as nothing else', async () => {
    const { server } = world()
    const { accessToken } = await obtain(server)
    const { issuer, audience } = server
    const now = () => Date.now() / 1000 + ONE_HOUR
    const { verdict, refusal, nextRefusals } = await explainToken(accessToken, {
      issuer,
      audiences: [audience],
      now
    })
    expect({ verdict, nextRefusals }).toEqual({ verdict: 'refused', nextRefusals: [] })
    expect(refusal).toMatchObject({ code: 'token_expired', stage: 'claims' })
    expect(refusal?.cause).toMatch(/^it expired 5\d minutes ago$/u)
    expect(refusal?.remedy).toContain('get a new one')
  })
}
