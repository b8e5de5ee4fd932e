import { createProtectedResource } from '@portcullis/core'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { receiveLogoutTokens, receiveSecurityEvents } from '../src/index.ts'

function openApi() {
  const api = createProtectedResource({
    issuer: 'https://as.example.test',
    audience: 'https://api.example.test'
  })
  onTestFinished(() => api.close())
  return api
}

test('a route that receives answers in its hook, and its handler does nothing', async () => {
  const route = receiveLogoutTokens(openApi(), { clientIds: ['web'] })
  expect(route.handler()).toBeUndefined()
  const app = Fastify()
  onTestFinished(() => app.close())
  app.post('/backchannel-logout', route)
  const answer = await app.inject({ method: 'POST', url: '/backchannel-logout', payload: { a: 1 } })
  expect([answer.statusCode, answer.json()]).toEqual([
    400,
    { error: 'invalid_request', error_description: 'the logout token is invalid' }
  ])
})

test('wrong options of a route that receives throw when it is defined', () => {
  expect(() => receiveSecurityEvents(openApi(), { audience: [] })).toThrow('receiveSecurityEvents.audience')
})
