import { diagnose, type DoctorReport } from '@portcullis/cli'
import { expect, test } from 'vitest'
import { runPortcullis } from '../../programs/run-portcullis.ts'
import type { AuthorizationServer, IssuedTokens } from '../servers/authorization-server.ts'
import { printedCalls, runPrintedCall } from './printed-options.ts'
import { verifiedSubject } from './verified-subject.ts'
import type { World } from './world.ts'

/** What the doctor is expected to say about a server that is well. */
export interface DoctorCase {
  /** Of the client `spa`, with an ID token and the scope `orders:read`. */
  obtain(server: AuthorizationServer): Promise<IssuedTokens>
  /** Ids of the checks of server and token that warn. */
  warnings: string[]
  /** Name of the preset that it recommends; `undefined` where it knows no product. */
  preset: string | undefined
}

const REDIRECT_URI = 'https://client.example.test/callback'

/** The doctor finds a real server ready, and what it prints works as it stands. */
export function testDoctor(world: () => World, { obtain, warnings, preset }: DoctorCase): void {
  test('the doctor finds nothing to mend in the server, and warns of what is known', async () => {
    const { server } = world()
    const report = await diagnose({
      issuer: server.issuer,
      audience: server.audience,
      token: (await obtain(server)).accessToken,
      clientId: 'spa',
      redirectUri: REDIRECT_URI,
      origin: new URL(REDIRECT_URI).origin,
      scopes: ['orders:read'],
      probe: true
    })
    expect(idsOf(report, 'fail')).toEqual([])
    expect(idsOf(report, 'warn')).toEqual(warnings)
    expect(report.verdict).toBe('ready_with_warnings')
    expect(report.advice?.provider?.preset).toBe(preset)
  })

  test('the doctor finds nothing to mend in the APIs, which publish no metadata', async () => {
    const { server, apis } = world()
    const { issuer, audience } = server
    const { accessToken: token } = await obtain(server)
    for (const api of apis) {
      const report = await diagnose({ issuer, audience, token, api: `${api.origin}/context`, probe: true })
      const ofApi = (ids: string[]) => ids.filter((id) => id.startsWith('Y'))
      expect(idsOf(report, 'fail'), api.framework).toEqual([])
      expect(ofApi(idsOf(report, 'warn')), api.framework).toEqual(['Y-05'])
      expect(ofApi(idsOf(report, 'pass')), api.framework).toEqual([
        'Y-01',
        'Y-02',
        'Y-03',
        'Y-04',
        'Y-09',
        'Y-10'
      ])
    }
  })

  test('what portcullis doctor prints to be pasted accepts a token as it is, and no ID token', async () => {
    const { server } = world()
    const tokens = await obtain(server)
    const words = ['doctor', server.issuer, '--audience', server.audience, '--token', '-']
    const { exitCode, output } = await runPortcullis(words, tokens.accessToken)
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 })
    expect(output).not.toContain(tokens.accessToken)
    const calls = printedCalls(output)
    expect(calls.map((call) => /^requireAuth\((\w*)/u.exec(call)?.[1])).toEqual(
      preset === undefined ? [''] : ['', preset]
    )
    for (const call of calls) await expectUseful(call, server, tokens)
  })
}

async function expectUseful(call: string, server: AuthorizationServer, tokens: IssuedTokens): Promise<void> {
  const resource = runPrintedCall(call)
  try {
    const authenticate = (token = '') =>
      resource.authenticate({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } })
    const context = await authenticate(tokens.accessToken)
    expect(context).toMatchObject({
      issuer: server.issuer,
      subject: await verifiedSubject(server, tokens),
      clientId: 'spa',
      scopes: expect.arrayContaining(['orders:read']) as unknown
    })
    await expect(authenticate(tokens.idToken)).rejects.toMatchObject({ status: 401 })
  } finally {
    await resource.close()
  }
}

function idsOf({ findings }: DoctorReport, wanted: 'fail' | 'warn' | 'pass'): string[] {
  return findings.filter(({ status }) => status === wanted).map(({ id }) => id)
}
