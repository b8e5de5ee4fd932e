import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exchangeBytes, exchangeOne, requestBytes } from '../http/exchange-bytes.ts'
import type { Listening } from '../http/listen.ts'
import { accessToken } from '../tokens/authority.ts'
import { guardedApis, treasure } from '../raw-socket/guarded-apis.ts'

const spellings = ['/vault', '/vault/gold', '/admin/deep/vault'].flatMap((path) => [
  path,
  `/${path}`,
  `${path}/`,
  `${path}//`,
  `${path};a=b`,
  `${path}?a=b`,
  `${path}#a`,
  `${path}%2F`,
  `${path}%00`,
  `${path}.json`,
  `/.${path}`,
  `/x/..${path}`,
  `/%2e${path}`,
  path.toUpperCase(),
  path.replace('v', '%76'),
  path.replaceAll('/', '%2F'),
  path.replaceAll('/', '\\'),
  path.replace('/', '/%2F'),
  `http://evil.example${path}`,
  `http://evil.example/${path}`,
  `http://api.example.test:80${path}/`
])

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY']

const refused = [400, 401, 403, 404, 405]

const credentials = {
  'no credentials': [],
  'a token without the scope': () => [`Authorization: Bearer ${accessToken({ scope: 'admins adm' })}`],
  'a preflight': ['Origin: https://spa.example.test', 'Access-Control-Request-Method: GET'],
  'a method override': [
    'X-HTTP-Method-Override: OPTIONS',
    'X-Method-Override: GET',
    'X-Original-URL: /public'
  ]
}

describe.each(guardedApis)('on $name', ({ start }) => {
  let api: Listening | undefined
  const port = () => api?.port ?? 0
  beforeAll(async () => {
    api = await start()
  })
  afterAll(() => api?.close())

  test.each(['/vault', '/vault/gold', '/admin/deep/vault'])(
    '%s opens to a token with the scope',
    async (path) => {
      const fields = [`Authorization: Bearer ${accessToken({ scope: 'admin' })}`]
      const { status, body } = await exchangeOne(port(), requestBytes(`GET ${path} HTTP/1.1`, fields))
      expect([status, body]).toEqual([200, treasure])
    }
  )

  test.each(Object.entries(credentials))(
    'no spelling of a path opens a guarded route to %s',
    async (_kind, fields) => {
      for (const path of spellings) {
        for (const method of methods) {
          const lines = typeof fields === 'function' ? fields() : fields
          const bytes = requestBytes(`${method} ${path} HTTP/1.1`, lines)
          const text = await exchangeBytes(port(), bytes)
          const status = Number(/^HTTP\/1\.1 (\d{3})/u.exec(text)?.[1])
          // A router answers OPTIONS by itself, before any guard: it tells which methods there are.
          const allowed = method === 'OPTIONS' ? [...refused, 200, 204] : refused
          expect(allowed, `${method} ${path}`).toContain(status)
          expect(text, `${method} ${path}`).not.toContain(treasure)
        }
      }
    }
  )
})
