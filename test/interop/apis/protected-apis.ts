import type { AuthContext, ProtectedResourceOptions } from '@portcullis/core'
import { requireAuth, requireRoles, requireScopes } from '@portcullis/express'
import portcullis, {
  requireRoles as requireRolesHook,
  requireScopes as requireScopesHook
} from '@portcullis/fastify'
import { Controller, Get, Module } from '@nestjs/common'
import { Auth, PortcullisModule, RequireRoles, RequireScopes } from '@portcullis/nestjs'
import express from 'express'
import Fastify from 'fastify'
import { closeWith, listen, type Listening } from '../../http/listen.ts'
import { createNest, listenNest } from '../../targets/nestjs-api.ts'
import { listenFastify } from '../../http/listen-fastify.ts'

/** An API behind one of the adapters. */
export interface ProtectedApi extends Listening {
  framework: 'Express' | 'Fastify' | 'NestJS'
}

/** What `GET /context` answers. */
interface ShownContext {
  subject: string | null
  clientId: string
  scopes: readonly string[]
  roles: readonly string[]
}

/** What a route with a guard demands, by its path. */
const scopesOf = { '/read': 'orders:read', '/write': 'orders:write' }
const rolesOf = { '/clerk': 'clerk', '/orders-admin': 'orders-admin', '/auditor': 'auditor' }

function show({ subject, clientId, scopes, roles }: AuthContext): ShownContext {
  return { subject: subject ?? null, clientId, scopes, roles }
}

/** The same API through all adapters. Refusals explain themselves, so that a test sees the reason code. */
export async function startProtectedApis(options: ProtectedResourceOptions): Promise<ProtectedApi[]> {
  const explained = { explain: true, ...options }
  return [
    { framework: 'Express', ...(await listen(expressApi(explained))) },
    { framework: 'Fastify', ...(await listenFastify(await fastifyApi(explained))) },
    { framework: 'NestJS', ...(await listenNest(await nestApi(explained))) }
  ]
}

function expressApi(options: ProtectedResourceOptions): express.Express {
  const app = express()
  const authenticate = requireAuth(options)
  app.use(authenticate)
  app.get('/context', (req, res) => void res.json(show(req.auth)))
  for (const [path, scope] of Object.entries(scopesOf))
    app.get(path, requireScopes(scope), (req, res) => void res.json(show(req.auth)))
  for (const [path, role] of Object.entries(rolesOf))
    app.get(path, requireRoles(role), (req, res) => void res.json(show(req.auth)))
  return closeWith(app, authenticate)
}

async function fastifyApi(options: ProtectedResourceOptions) {
  const app = Fastify()
  await app.register(portcullis, options)
  app.addHook('onRequest', app.requireAuth())
  app.get('/context', (request) => show(request.auth))
  for (const [path, scope] of Object.entries(scopesOf))
    app.get(path, { onRequest: requireScopesHook(scope) }, (request) => show(request.auth))
  for (const [path, role] of Object.entries(rolesOf))
    app.get(path, { onRequest: requireRolesHook(role) }, (request) => show(request.auth))
  return app
}

async function nestApi(options: ProtectedResourceOptions) {
  @Controller()
  class ApiController {
    @Get('context')
    context(@Auth() auth: AuthContext) {
      return show(auth)
    }

    @Get('read')
    @RequireScopes(scopesOf['/read'])
    read(@Auth() auth: AuthContext) {
      return show(auth)
    }

    @Get('write')
    @RequireScopes(scopesOf['/write'])
    write(@Auth() auth: AuthContext) {
      return show(auth)
    }

    @Get('clerk')
    @RequireRoles(rolesOf['/clerk'])
    clerk(@Auth() auth: AuthContext) {
      return show(auth)
    }

    @Get('orders-admin')
    @RequireRoles(rolesOf['/orders-admin'])
    ordersAdmin(@Auth() auth: AuthContext) {
      return show(auth)
    }

    @Get('auditor')
    @RequireRoles(rolesOf['/auditor'])
    auditor(@Auth() auth: AuthContext) {
      return show(auth)
    }
  }
  @Module({ imports: [PortcullisModule.forRoot(options)], controllers: [ApiController] })
  class ApiModule {}
  return createNest('fastify', ApiModule)
}
