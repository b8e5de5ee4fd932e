import { relative } from 'node:path'
import type { TestIssuer } from '@portcullis/testing'
import { expect } from 'vitest'
import { ROOT, startProgram } from '../programs/start-program.ts'

/** How a program of a consumer is run. */
export interface ProgramRun {
  /** The runtime and its arguments, the program itself left out. */
  readonly runtime: readonly string[]
  /** Absolute path of the project. */
  readonly folder: string
  /** The program, relative to the project, and its arguments. */
  readonly program: readonly string[]
  readonly issuer: TestIssuer
}

/** What a client meets. */
interface Answer {
  readonly status: number
  readonly challenge: string | null
  readonly body: string
}

/** Sends a request to a program, with an access token or without one. Default path: `/messages`. */
export type Call = (accessToken?: string, path?: string) => Promise<Answer>

/** Starts the program of a consumer, lets it be called, and ends it. */
export async function callProgram(
  { runtime, folder, program, issuer }: ProgramRun,
  use: (call: Call) => Promise<void>
): Promise<void> {
  const running = await startProgram([...runtime, ...program], {
    folder: relative(ROOT, folder),
    environment: { OAUTH_ISSUER: issuer.issuer, OAUTH_AUDIENCE: issuer.audience },
    readyWhen: ORIGIN
  })
  try {
    const origin = ORIGIN.exec(running.output())?.[0] ?? ''
    await use((accessToken, path = '/messages') => get(`${origin}${path}`, accessToken))
  } finally {
    await running.stop('SIGTERM')
  }
}

const ORIGIN = /^http:\/\/\S+$/m

async function get(url: string, accessToken?: string): Promise<Answer> {
  const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
  const response = await fetch(url, { headers })
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: await response.text()
  }
}

/** Expects that a program lets in who has the scope, and answers all others as RFC 6750 section 3 wants. */
export async function expectProtected(run: ProgramRun): Promise<void> {
  const { issuer } = run
  await callProgram(run, async (call) => {
    const anonymous = await call()
    const known = await call(await issuer.issue({ claims: { sub: 'ada', scope: 'read:messages' } }))
    const insufficient = await call(await issuer.issue())
    const bad = await call(await issuer.issueBad('wrongAudience'))

    expect([anonymous, known, insufficient, bad].map(({ status }) => status)).toEqual([401, 200, 403, 401])
    // The scope is there if the guard of the route authenticates, as on Fastify.
    expect(anonymous.challenge).toMatch(new RegExp(`^Bearer realm="${issuer.audience}"(, scope="[^"]+")?$`))
    expect(known.body).toBe('{"hello":"ada"}')
    expect(insufficient.challenge).toContain('scope="read:messages"')
    expect(bad.challenge).toContain('error="invalid_token"')
  })
}
