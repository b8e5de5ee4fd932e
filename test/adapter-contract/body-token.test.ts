import { createProtectedResource, ProtectedResourceError, type ResourceRequest } from '@portcullis/core'
import express from 'express'
import express4 from 'express4'
import { describe, expect, test } from 'vitest'
import { listen } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { expressApi } from '../targets/express-api.ts'
import { accessToken, options } from '../tokens/authority.ts'
import { contractBytes } from './answer-of.ts'
import { invalidRequest, noCredentials } from './expected-answer.ts'

const withBody = { ...options, tokenLocations: ['header', 'body'] as const }
const formType = 'application/x-www-form-urlencoded'

async function outcome(request: ResourceRequest): Promise<string> {
  const api = createProtectedResource(withBody)
  try {
    return (await api.authenticate(request)).subject ?? ''
  } catch (error) {
    if (error instanceof ProtectedResourceError) return error.code
    throw error
  } finally {
    await api.close()
  }
}

describe.each([
  { name: 'Express 4', framework: express4 },
  { name: 'Express 5', framework: express }
])('where the body is a location, on $name', ({ framework }) => {
  const post = { method: 'POST', path: '/protected', headers: { 'content-type': formType } }

  test(verifies('B-3', 'a token in a form body is accepted'), async () => {
    const answer = await withServer(listen(expressApi(framework, withBody)), (port) =>
      send(port, { ...post, body: `a=b&access_token=${accessToken()}` })
    )
    expect(answer.status).toBe(200)
  })

  test(verifies('H-3', 'B-11', 'tokens in header and body are two'), async () => {
    const headers = { ...post.headers, authorization: `Bearer ${accessToken()}` }
    const answer = await withServer(listen(expressApi(framework, withBody)), (port) =>
      send(port, { ...post, headers, body: `access_token=${accessToken()}` })
    )
    expect(contractBytes(answer)).toEqual(invalidRequest)
  })

  test(verifies('B-10', 'a form body without a token is no credentials'), async () => {
    const answer = await withServer(listen(expressApi(framework, withBody)), (port) =>
      send(port, { ...post, body: 'a=b' })
    )
    expect(contractBytes(answer)).toEqual(noCredentials)
  })
})

describe('where the body is a location', () => {
  const body = () => ({ access_token: accessToken() })
  const formHeaders = { 'content-type': formType }

  test.each([
    [verifies('B-3', 'GET has no body to read'), { method: 'GET', headers: formHeaders }],
    [verifies('B-3', 'HEAD has no body to read'), { method: 'HEAD', headers: formHeaders }],
    [verifies('B-3', 'JSON is no form'), { method: 'POST', headers: { 'content-type': 'application/json' } }],
    [
      verifies('B-3', 'multipart is no form'),
      { method: 'POST', headers: { 'content-type': 'multipart/form-data' } }
    ],
    ['a body without a type is no form', { method: 'POST', headers: {} }],
    [
      'a type that only starts like a form is none',
      { method: 'POST', headers: { 'content-type': `${formType}x` } }
    ]
  ])('%s', async (_title, request) => {
    expect(await outcome({ url: '/', ...request, body: body() })).toBe('credentials_missing')
  })

  test(verifies('B-3', 'a form with a charset is a form'), async () => {
    const headers = { 'content-type': `${formType.toUpperCase()}; charset=utf-8` }
    expect(await outcome({ method: 'POST', url: '/', headers, body: body() })).toBe('alice')
  })

  test.each([[['a', 'b']], [{}], [1], [['VALID']], ['a b'], ['']])(
    'a form whose token is %j is never a success',
    async (value) => {
      const request = { method: 'POST', url: '/', headers: formHeaders, body: { access_token: value } }
      expect(await outcome(request)).not.toBe('alice')
    }
  )
})
