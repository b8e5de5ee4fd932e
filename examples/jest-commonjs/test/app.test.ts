import { BAD_TOKEN_KINDS, createTestIssuer, type TestIssuer } from '@portcullis/testing'
import type { Express } from 'express'
import request from 'supertest'
import { createApp } from '../src/app'

let issuer: TestIssuer
let app: Express

beforeAll(async () => {
  issuer = await createTestIssuer()
  app = createApp(issuer.options)
})

afterAll(() => issuer.close())

it('greets a caller with the scope', async () => {
  const token = await issuer.issue({ claims: { sub: 'alice', scope: 'read:messages' } })
  const response = await request(app).get('/messages').auth(token, { type: 'bearer' })
  expect(response.status).toBe(200)
  expect(response.body).toEqual({ hello: 'alice' })
})

it('answers 401 without a token', async () => {
  const response = await request(app).get('/messages')
  expect(response.status).toBe(401)
  expect(response.headers['www-authenticate']).toMatch(/^Bearer /)
})

it('answers 403 without the scope, and names it', async () => {
  const token = await issuer.issue({ claims: { scope: 'write:messages' } })
  const response = await request(app).get('/messages').auth(token, { type: 'bearer' })
  expect(response.status).toBe(403)
  expect(response.headers['www-authenticate']).toContain('scope="read:messages"')
})

it.each(BAD_TOKEN_KINDS)('answers 401 to an invalid token: $kind', async ({ kind }) => {
  const token = await issuer.issueBad(kind)
  const response = await request(app).get('/messages').auth(token, { type: 'bearer' })
  expect(response.status).toBe(401)
})
