import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen } from '../http/listen.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { withServer } from '../http/with-server.ts'
import { createNest, listenNest } from '../targets/nestjs-api.ts'
import { createApiCaller } from './api-caller.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

let issuer: ExampleIssuer
const { get } = createApiCaller(() => issuer)

beforeAll(async () => {
  issuer = await startExampleIssuer()
})

afterAll(() => issuer.close())

const load = {
  Express: async () => listen((await import('../../docs/snippets/modes.ts')).app),
  Fastify: async () => listenFastify((await import('../../docs/snippets/modes-fastify.ts')).app),
  NestJS: async () =>
    listenNest(await createNest('express', (await import('../../docs/snippets/modes-nestjs.ts')).AppModule))
}

const otherAudience = { aud: 'https://other.example.com' }

describe.each(['Express', 'Fastify', 'NestJS'] as const)('the snippet about modes on %s', (framework) => {
  it('answers requests without a token, with an invalid and with a valid one as the table says', async () => {
    await withServer(load[framework](), async (port) => {
      const statuses = async (path: string) => {
        const answers = [
          await get(port, path),
          await get(port, path, otherAudience),
          await get(port, path, {})
        ]
        return answers.map(({ status }) => status)
      }
      expect(await statuses('/me')).toEqual([401, 401, 200])
      expect(await statuses('/feed')).toEqual([200, 401, 200])
      expect(await statuses('/news')).toEqual([200, 200, 200])
      expect((await get(port, '/news')).body).toEqual({ subject: 'anonymous' })
      // The snippet of NestJS has no use for the reason.
      const because = framework === 'NestJS' ? {} : { because: 'audience_mismatch' }
      expect((await get(port, '/news', otherAudience)).body).toEqual({ subject: 'anonymous', ...because })
      expect((await get(port, '/news', {})).body).toEqual({ subject: 'ada' })
    })
  })
})
