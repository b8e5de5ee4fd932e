import type { ProtectedResourceOptions } from '@portcullis/core'
import { requireAuth } from '@portcullis/express'
import portcullis from '@portcullis/fastify'
import express from 'express'
import express4 from 'express4'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { sendToken } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { targets } from '../targets/targets.ts'
import { accessToken, audience, issuer, keys, nowSeconds, options } from '../tokens/authority.ts'
import { createSigningKey } from '../tokens/signing-key.ts'

const ruledOut = {
  encryption: createSigningKey('ES256', 'encryption'),
  wrapping: createSigningKey('RS256', 'wrapping'),
  idle: createSigningKey('ES256', 'idle'),
  other: createSigningKey('RS256', 'other')
}

const jwks = JSON.stringify({
  keys: [
    { ...ruledOut.encryption.publicJwk, use: 'enc' },
    { ...ruledOut.wrapping.publicJwk, alg: 'RSA-OAEP' },
    { ...ruledOut.idle.publicJwk, key_ops: [] },
    { ...ruledOut.other.publicJwk, alg: 'PS256' },
    keys.ec.publicJwk
  ]
})

/** What the body says to a developer if the option "explain" is on. */
function explanationOf(body: string): unknown {
  const { code, hint } = JSON.parse(body) as { code: string; hint: string }
  return { code, hint }
}

describe.each(targets)('on $name, with the option "explain"', (target) => {
  const running: { keyServer?: Listening; api?: Listening } = {}
  const port = () => running.api?.port ?? 0

  beforeAll(async () => {
    running.keyServer = await listen((_request, response) => {
      response.setHeader('content-type', 'application/json').end(jwks)
    })
    const jwksUri = `${running.keyServer.origin}/jwks`
    running.api = await target.start({ issuer, audience, jwksUri, explain: true })
  })

  afterAll(async () => {
    await Promise.all([running.api?.close(), running.keyServer?.close()])
  })

  const published = 'the issuer publishes the key that the token names, but it is not used: '

  test.each([
    ['use "enc"', ruledOut.encryption, 'its "use" is "enc", not "sig"'],
    [
      'alg "RSA-OAEP"',
      ruledOut.wrapping,
      'its "alg" is "RSA-OAEP", which Portcullis does not verify with such a key'
    ],
    ['empty key_ops', ruledOut.idle, 'its "key_ops" do not include "verify"'],
    ['alg "PS256"', ruledOut.other, 'it is for PS256, the token is signed with RS256']
  ])(
    verifies('J-3', 'J-12', 'a token of a published key with %s gets the hint why it is not used'),
    async (_title, key, reason) => {
      const { status, body } = await sendToken(port(), accessToken({}, key))
      expect([status, explanationOf(body)]).toEqual([
        401,
        { code: 'key_not_found', hint: published + reason }
      ])
    }
  )

  test.each(['exp', 'nbf', 'iat'])(
    verifies('J-19', 'a token whose %s is in milliseconds gets a hint that says so'),
    async (claim) => {
      const { status, body } = await sendToken(port(), accessToken({ [claim]: nowSeconds() * 1000 }))
      const hint = `"${claim}" is in milliseconds: configure the authorization server to write seconds`
      expect([status, explanationOf(body)]).toEqual([401, { code: 'claim_malformed', hint }])
    }
  )

  test('a token over 16 KiB gets 431 from Node.js with its default maxHeaderSize', async () => {
    const token = accessToken({ groups: 'g'.repeat(16_384) })
    expect((await sendToken(port(), token)).status).toBe(431)
    expect((await sendToken(port(), accessToken())).status).toBe(200)
  })
})

type ApiOptions = ProtectedResourceOptions

const maxHeaderSize = 65_536

function expressApi(framework: typeof express, apiOptions: ApiOptions): Promise<Listening> {
  const authenticate = requireAuth(apiOptions)
  const app = framework()
  app.get('/protected', authenticate, (_req, res) => void res.json({ served: true }))
  return listen(closeWith(app, authenticate), { maxHeaderSize })
}

async function fastifyApi(apiOptions: ApiOptions): Promise<Listening> {
  const app = Fastify({ http: { maxHeaderSize } })
  await app.register(portcullis, apiOptions)
  app.get('/protected', { onRequest: app.requireAuth() }, () => ({ served: true }))
  return listenFastify(app)
}

describe.each([
  { name: 'Express 4', start: (each: ApiOptions) => expressApi(express4, each) },
  { name: 'Express 5', start: (each: ApiOptions) => expressApi(express, each) },
  { name: 'Fastify 5', start: fastifyApi }
])('on $name, with a maxHeaderSize of 64 KiB', ({ start }) => {
  const running: { strict?: Listening; generous?: Listening } = {}

  beforeAll(async () => {
    running.strict = await start({ ...options, explain: true })
    running.generous = await start({ ...options, maxTokenBytes: 32_768 })
  })

  afterAll(async () => {
    await Promise.all([running.strict?.close(), running.generous?.close()])
  })

  const token = () => accessToken({ groups: 'g'.repeat(16_384) })

  test('a token over 16 KiB gets 401, and a hint that names maxTokenBytes and maxHeaderSize', async () => {
    const { status, body } = await sendToken(running.strict?.port ?? 0, token())
    expect(status).toBe(401)
    expect(explanationOf(body)).toMatchObject({ code: 'token_too_large' })
    expect(body).toMatch(/maxTokenBytes.*; above 16 KiB, .*maxHeaderSize/u)
  })

  test('a token over 16 KiB is served if maxTokenBytes allows it', async () => {
    expect((await sendToken(running.generous?.port ?? 0, token())).status).toBe(200)
  })
})
