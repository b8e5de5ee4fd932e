import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import type { FastifyInstance } from 'fastify'
import type { RequestListener } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { EXPECTED_STATUSES, statusesOf } from '../../test/docs/migrated-statuses.ts'
import { listen, type Listening } from '../../test/http/listen.ts'
import { withServer } from '../../test/http/with-server.ts'
import { listenFastify } from '../../test/http/listen-fastify.ts'
import { befores } from './befores.ts'

let issuer: TestIssuer

beforeAll(async () => {
  issuer = await createTestIssuer({ path: '/realms/shop', algorithms: ['RS256'] })
})

afterAll(() => issuer.close())

function serve(app: RequestListener | FastifyInstance): Promise<Listening> {
  return 'ready' in app ? listenFastify(app) : listen(app)
}

describe('the API before its migration, as docs/migrate shows it', () => {
  beforeEach(() => {
    // Express prints each error it answers, and one of the packages warns about plain http.
    vi.spyOn(console, 'error').mockReturnValue()
    vi.spyOn(console, 'warn').mockReturnValue()
  })

  afterEach(() => vi.restoreAllMocks())

  it.each(befores)('with $peer answers 401, 403, 200 and 401', async ({ start }) => {
    await withServer(serve(await start(issuer)), async (port) => {
      expect(await statusesOf({ port, issuer })).toEqual(EXPECTED_STATUSES)
    })
  })
})
