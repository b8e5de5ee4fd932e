import type { ProtectedResourceOptions } from '@portcullis/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractBytes } from '../adapter-contract/answer-of.ts'
import { invalidToken, type ExpectedAnswer } from '../adapter-contract/expected-answer.ts'
import { listen, type Listening } from '../http/listen.ts'
import { sendToken } from '../http/send.ts'
import { targets } from '../targets/targets.ts'
import { accessToken, audience, issuer, keys } from '../tokens/authority.ts'
import { startCanary, type Canary } from './canary.ts'

/** A token and what has to come of it. */
export interface Attack {
  /** The class of the attack, with a section of RFC 8725 or the id of a known vulnerability. */
  title: string
  /** Makes the token; `canary` is the origin of a server that must see no call. */
  token(canary: string): string
  /** By default the answer to an invalid token, byte for byte. */
  answer?: ExpectedAnswer | 'served'
  path?: string
}

/** What the API under attack is given. */
export interface Defence {
  options?: Partial<ProtectedResourceOptions>
  /** Options in place of those of one issuer, which fetches its keys. */
  allOptions?: ProtectedResourceOptions
  /** The keys of the issuer, by default those of every valid token. */
  keys?: readonly object[]
  /** Keys that the canary would hand out. */
  canaryKeys?: readonly object[]
  /** A token that is valid at the end as at the beginning. */
  valid?: () => string
}

const issuerKeys = Object.values(keys).map((key) => key.publicJwk)

/** Sends each token to the API on every framework, and demands the answer, a silent canary and a healthy API. */
export function describeAttacks(attacks: readonly Attack[], defence: Defence = {}): void {
  const { valid = () => accessToken() } = defence
  describe.each(targets)('on $name', (target) => {
    const running: { keyServer?: Listening; canary?: Canary; api?: Listening } = {}
    const port = () => running.api?.port ?? 0
    const canaryOrigin = () => running.canary?.origin ?? ''

    beforeAll(async () => {
      const body = JSON.stringify({ keys: defence.keys ?? issuerKeys })
      running.keyServer = await listen((_request, response) => {
        response.setHeader('content-type', 'application/json').end(body)
      })
      running.canary = await startCanary(defence.canaryKeys ?? [])
      const jwksUri = `${running.keyServer.origin}/jwks`
      const { allOptions = { issuer, audience, jwksUri, ...defence.options } } = defence
      running.api = await target.start(allOptions)
    })

    afterAll(async () => {
      await Promise.all([running.api?.close(), running.canary?.close(), running.keyServer?.close()])
    })

    test.each(attacks)('$title', async ({ token, answer = invalidToken, path }) => {
      const received = await sendToken(port(), token(canaryOrigin()), path)
      if (answer === 'served') expect(received.status).toBe(200)
      else expect(contractBytes(received)).toEqual(answer)
      expect(running.canary?.seen).toEqual([])
    })

    test('after all of it the API serves who it should', async () => {
      expect((await sendToken(port(), valid())).status).toBe(200)
      expect((await sendToken(port(), 'a.b.c')).status).toBe(401)
    })
  })
}
