import { describe, expect, onTestFinished, test } from 'vitest'
import { send } from '../http/send.ts'
import { useTargets } from '../targets/use-targets.ts'
import { accessToken, options } from '../tokens/authority.ts'

/**
 * As zone.js does in server-side rendering, and bluebird in older programs: another class takes the place of
 * the global `Promise`, and what an `async` function returns is none of its instances.
 */
function replacePromise(): void {
  const { Promise: original } = globalThis
  globalThis.Promise = class extends Promise<unknown> {} as PromiseConstructor
  onTestFinished(() => {
    globalThis.Promise = original
  })
}

describe.each(['threadPool', 'mainThread'] as const)(
  'with another global Promise, on the %s',
  (signatureThread) => {
    test.each(useTargets({ ...options, signatureThread, tokenCacheSize: 0 }))(
      'nobody is let in without a good token on $name',
      async ({ port }) => {
        const token = accessToken()
        const [start = '', payload = ''] = token.split('.')
        const other = accessToken({ sub: 'mallory' }).split('.')[2] ?? ''
        replacePromise()
        const statusOf = async (authorization?: string): Promise<number> =>
          (
            await send(port(), {
              path: '/protected',
              headers: authorization === undefined ? {} : { authorization }
            })
          ).status
        expect(await statusOf(`Bearer ${token}`)).toBe(200)
        expect(await statusOf()).toBe(401)
        expect(await statusOf('Bearer abc')).toBe(401)
        expect(await statusOf(`Bearer ${start}.${payload}.${other}`)).toBe(401)
        expect(await statusOf(`Bearer ${token}`)).toBe(200)
      }
    )
  }
)
