import { protectedResourceMetadata, requireAuth } from '@portcullis/express'
import { PortcullisModule } from '@portcullis/nestjs'
import { Module } from '@nestjs/common'
import cors from 'cors'
import express from 'express'
import express4 from 'express4'
import { describe, expect, test } from 'vitest'
import { closeWith, listen, type Listening } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { createNest, listenNest, type Platform } from '../targets/nestjs-api.ts'
import { described } from './described-resource.ts'

const restrictive = { origin: 'https://spa.example.test', credentials: true, exposedHeaders: 'X-Total' }

function onExpress(framework: typeof express): Promise<Listening> {
  const app = framework()
  const auth = requireAuth(described('/orders'))
  app.use(protectedResourceMetadata(auth.protectedResource), cors(restrictive), auth)
  return listen(closeWith(app, auth))
}

async function onNest(platform: Platform): Promise<Listening> {
  @Module({
    imports: [
      PortcullisModule.forRoot(described('/orders')),
      PortcullisModule.forRoot(described('/bills'), { name: 'bills' })
    ]
  })
  class ApiModule {}
  const app = await createNest(platform, ApiModule)
  app.enableCors(restrictive)
  return listenNest(app)
}

/** What a page of another origin sends before it reads the metadata as an MCP client does. */
const headers = {
  origin: 'https://inspector.example.test',
  'access-control-request-method': 'GET',
  'access-control-request-headers': 'mcp-protocol-version'
}

describe.each([
  ['Express 4', () => onExpress(express4)],
  ['Express 5', () => onExpress(express)],
  ['NestJS with Express', () => onNest('express')],
  ['NestJS with Fastify', () => onNest('fastify')]
])('the CORS of an application on %s', (name, start) => {
  test('changes nothing about the metadata, which pages of every origin can read', async () => {
    await withServer(start(), async (port) => {
      for (const path of name.startsWith('NestJS') ? ['/orders', '/bills'] : ['/orders']) {
        const target = { path: `/.well-known/oauth-protected-resource${path}`, headers }
        const preflight = await send(port, { ...target, method: 'OPTIONS' })
        const document = await send(port, target)
        const refused = await send(port, { ...target, method: 'DELETE' })
        expect([preflight.status, document.status, refused.status]).toEqual([204, 200, 405])
        expect(preflight.headers['access-control-allow-headers']).toEqual(['mcp-protocol-version'])
        for (const answer of [preflight, document, refused]) {
          expect(answer.headers['access-control-allow-origin']).toEqual(['*'])
          expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
        }
      }
    })
  })
})
