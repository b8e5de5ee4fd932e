import { systemClock, type ErrorCode, type ProtectedResourceOptions } from '@portcullis/core'
import { expect, test } from 'vitest'
import { callApi } from '../apis/call-api.ts'
import type { AuthorizationServer } from '../servers/authorization-server.ts'
import type { World } from './world.ts'

/** A token that must not pass. */
export interface RefusedCase {
  title: string
  obtain(server: AuthorizationServer): Promise<string | undefined>
  code: ErrorCode
  hint: RegExp
  /** How the API differs from the others. */
  options?: ProtectedResourceOptions
}

const ONE_HOUR = 3600

/** For an API whose clock is an hour ahead: to it, every token has expired. */
export const anHourLater: ProtectedResourceOptions = {
  clock: { ...systemClock, now: () => systemClock.now() + ONE_HOUR }
}

/** Real tokens that are not for this API are refused, for the right reason, and challenged as invalid. */
export function testRefused(world: () => World, cases: readonly RefusedCase[]): void {
  test.each(cases)('$title is refused as $code', async ({ obtain, code, hint, options }) => {
    const { server, apis, startApis } = world()
    const token = await obtain(server)
    if (token === undefined) throw new Error('the server did not issue this token')
    for (const api of options === undefined ? apis : await startApis(options)) {
      const answer = await callApi(api, token)
      expect(answer, api.framework).toMatchObject({ status: 401, code })
      expect(answer.hint, api.framework).toMatch(hint)
      expect(answer.challenge, api.framework).toContain('error="invalid_token"')
    }
  })
}
