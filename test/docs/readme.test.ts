import { readFileSync } from 'node:fs'
import { NestFactory } from '@nestjs/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTestIssuer } from '@portcullis/testing'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the README', () => {
  it('has at most 160 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(161)
  })

  it('needs nothing but Node.js and npm in its first commands', () => {
    const [, commands = ''] = /```sh\n(.*?)```/su.exec(readme) ?? []
    expect(commands).toMatch(/^npm ci && npm start .*\nnpm ci && npm test .*\n$/u)
  })

  it(
    'shows a NestJS module that takes its issuer and audience from the environment',
    { timeout: 60_000 },
    async () => {
      const issuer = await createTestIssuer()
      vi.stubEnv('OAUTH_ISSUER', issuer.issuer)
      vi.stubEnv('OAUTH_AUDIENCE', issuer.audience)
      const { AppModule } = await import('../../docs/snippets/readme/nestjs.ts')
      const app = await NestFactory.create(AppModule, { logger: false })
      await app.listen(0, '127.0.0.1')
      const token = await issuer.issue({ claims: { sub: 'ada', scope: 'read:messages' } })
      const url = `${await app.getUrl()}/messages`
      const greeted = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
      expect([greeted.status, await greeted.json()]).toEqual([200, { hello: 'ada' }])
      expect((await fetch(url)).status).toBe(401)
      await app.close()
      await issuer.close()
    }
  )
})
