/** The code for one framework. */
export interface FrameworkRow {
  readonly label: string
  /** package of ours to import from */
  readonly adapter: string
  /** package to install with it */
  readonly peer: string
  /** whether the file is TypeScript, and not an ES module of JavaScript */
  readonly isTypeScript: boolean
  /** the file, with placeholders `{imports}`, `{options}` and `{guard}` */
  readonly template: string
  /** names that are always imported from the adapter */
  readonly imports: readonly string[]
  /** name that is imported with scopes */
  readonly guardImport: string
  /** value of `{guard}` without scopes */
  readonly unguarded: string
  /** value of `{guard}` with scopes, with placeholder `{scopes}` */
  readonly guarded: string
}

const EXPRESS = `import express from 'express'
import { {imports} } from '@portcullis/express'

const app = express()

app.use(requireAuth({options}))

app.get('/messages', {guard}(request, response) => {
  response.json({ hello: request.auth.subject })
})

app.listen(process.env.PORT ?? 3000)
`

const FASTIFY = `import Fastify from 'fastify'
import portcullis, { {imports} } from '@portcullis/fastify'

const app = Fastify()

await app.register(portcullis, {options})

app.get('/messages', { onRequest: {guard} }, async (request) => ({
  hello: request.auth.subject
}))

await app.listen({ port: Number(process.env.PORT ?? 3000) })
`

const NESTJS = `import 'reflect-metadata'
import { Controller, Get, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { {imports} } from '@portcullis/nestjs'

const portcullis = PortcullisModule.forRoot({options})

@Controller('messages')
class MessagesController {
  @Get(){guard}
  list(@Auth('subject') subject: string) {
    return { hello: subject }
  }
}

@Module({ imports: [portcullis], controllers: [MessagesController] })
class AppModule {}

async function start() {
  const app = await NestFactory.create(AppModule)
  await app.listen(process.env.PORT ?? 3000)
}

void start()
`

/** Name of a framework. */
export type Framework = 'express' | 'fastify' | 'nestjs'

/** The frameworks that `init` writes code for. */
export const FRAMEWORKS: Readonly<Record<Framework, FrameworkRow>> = {
  express: {
    label: 'Express 4 or 5',
    adapter: '@portcullis/express',
    peer: 'express',
    isTypeScript: false,
    template: EXPRESS,
    imports: ['requireAuth'],
    guardImport: 'requireScopes',
    unguarded: '',
    guarded: 'requireScopes({scopes}), '
  },
  fastify: {
    label: 'Fastify 5',
    adapter: '@portcullis/fastify',
    peer: 'fastify',
    isTypeScript: false,
    template: FASTIFY,
    imports: [],
    guardImport: 'requireScopes',
    unguarded: 'app.requireAuth()',
    guarded: 'requireScopes({scopes})'
  },
  nestjs: {
    label: 'NestJS 11 or 12',
    adapter: '@portcullis/nestjs',
    peer: '@nestjs/common @nestjs/core @nestjs/platform-express reflect-metadata rxjs',
    isTypeScript: true,
    template: NESTJS,
    imports: ['Auth', 'PortcullisModule'],
    guardImport: 'RequireScopes',
    unguarded: '',
    guarded: '\n  @RequireScopes({scopes})'
  }
}

/** Names of all frameworks. */
export const FRAMEWORK_NAMES: readonly Framework[] = ['express', 'fastify', 'nestjs']
