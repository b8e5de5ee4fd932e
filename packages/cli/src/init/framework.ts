/** The code for one framework. */
export interface FrameworkRow {
  readonly label: string
  /** package of ours to import from */
  readonly adapter: string
  /** package to install with it */
  readonly peer: string
  /** the file, with placeholders `{imports}`, `{options}` and `{guard}` */
  readonly template: string
  /** names that are always imported from the adapter */
  readonly imports: readonly string[]
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

/** Name of a framework. */
export type Framework = 'express' | 'fastify'

/** The frameworks that `init` writes code for. */
export const FRAMEWORKS: Readonly<Record<Framework, FrameworkRow>> = {
  express: {
    label: 'Express 4 or 5',
    adapter: '@portcullis/express',
    peer: 'express',
    template: EXPRESS,
    imports: ['requireAuth'],
    unguarded: '',
    guarded: 'requireScopes({scopes}), '
  },
  fastify: {
    label: 'Fastify 5',
    adapter: '@portcullis/fastify',
    peer: 'fastify',
    template: FASTIFY,
    imports: [],
    unguarded: 'app.requireAuth()',
    guarded: 'requireScopes({scopes})'
  }
}
