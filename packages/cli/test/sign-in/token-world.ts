import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import {
  goodDocument,
  METADATA_PATH,
  sendJson,
  startServer,
  type TestServer
} from '../authorization-server.ts'
import { run, type Run, type Surroundings } from '../test-terminal.ts'

/** The program that plays the browser. */
const BROWSER: string = fileURLToPath(new URL('visit.mjs', import.meta.url))

/** What a test changes in the answers of the authorization server. */
interface Behavior {
  /** Members of its metadata. */
  metadata: object
  /** Parameters of the authorization response; null removes one. */
  authorize: Readonly<Record<string, string | null>>
  /** Answers of the token endpoint before the token; each is used once. */
  tokenErrors: { readonly status: number; readonly body: object; readonly headers?: Record<string, string> }[]
  /** Members of the token response. */
  token: object
  /** Called when a token is issued. */
  onToken: () => unknown
}

/** An authorization server, and an API that trusts it. Tokens name what was requested for them. */
export interface TokenWorld extends AsyncDisposable {
  readonly server: TestServer
  readonly api: TestServer
  /** The protected route. */
  readonly url: string
  readonly behavior: Behavior
  /** The parameters of each authorization request and each token request. */
  readonly authorizations: Record<string, string>[]
  readonly tokenRequests: (Record<string, string> & { readonly authorization?: string })[]
  /** Challenge parameters for a token; none if the API accepts it. */
  demand: (token: string | undefined) => { readonly status: number; readonly parameters: string } | undefined
}

/** Runs `portcullis token` with a browser that follows redirects. */
export function token(words: readonly string[], surroundings: Surroundings = {}): Promise<Run> {
  const environment = { BROWSER, ...surroundings.environment }
  return run(['token', '--client-id', 'cli', ...words], { ...surroundings, environment })
}

/**
 * Starts both until the test is over. The API asks for a token and names its metadata, until a test changes
 * `demand`.
 */
export async function openWorld(): Promise<TokenWorld> {
  const [server, api] = await Promise.all([startServer(), startServer()])
  const metadataUrl = `${api.origin}/.well-known/oauth-protected-resource/orders`
  const world: TokenWorld = {
    server,
    api,
    url: `${api.origin}/orders`,
    behavior: { metadata: {}, authorize: {}, tokenErrors: [], token: {}, onToken: () => undefined },
    authorizations: [],
    tokenRequests: [],
    demand: (given) =>
      given === undefined ? { status: 401, parameters: `resource_metadata="${metadataUrl}"` } : undefined,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([server[Symbol.asyncDispose](), api[Symbol.asyncDispose]()])
    }
  }
  onTestFinished(() => world[Symbol.asyncDispose]())
  api.routes.set('/.well-known/oauth-protected-resource/orders', {
    resource: world.url,
    authorization_servers: [server.origin]
  })
  api.routes.set('/orders', (request, response) => answerApi(world, request, response))
  server.routes.set(METADATA_PATH, (_, response) =>
    sendJson(response, 200, { ...goodDocument(server.origin), ...world.behavior.metadata })
  )
  server.routes.set('/authorize', (request, response) => authorize(world, request, response))
  server.routes.set('/token', (request, response) => void issue(world, request, response))
  return world
}

function answerApi(world: TokenWorld, request: IncomingMessage, response: ServerResponse): void {
  const demand = world.demand(request.headers.authorization?.replace('Bearer ', ''))
  if (demand === undefined) return void response.writeHead(200).end()
  response
    .writeHead(demand.status, { 'www-authenticate': `Basic realm="x", Bearer ${demand.parameters}` })
    .end()
}

function authorize(world: TokenWorld, request: IncomingMessage, response: ServerResponse): void {
  const parameters = Object.fromEntries(new URL(request.url ?? '', world.server.origin).searchParams)
  world.authorizations.push(parameters)
  const location = new URL(parameters['redirect_uri'] ?? `${world.server.origin}/none`)
  const answer = {
    code: 'code',
    state: parameters['state'],
    iss: world.server.origin,
    ...world.behavior.authorize
  }
  for (const [name, value] of Object.entries(answer)) if (value) location.searchParams.set(name, value)
  response.writeHead(302, { location: location.href }).end()
}

async function issue(world: TokenWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = Object.fromEntries(new URLSearchParams(await text(request)))
  const { authorization } = request.headers
  world.tokenRequests.push({ ...form, ...(authorization === undefined ? {} : { authorization }) })
  const error = world.behavior.tokenErrors.shift()
  if (error !== undefined) return sendJson(response, error.status, error.body, error.headers)
  const asked = world.authorizations.at(-1) ?? {}
  const challenge = createHash('sha256')
    .update(form['code_verifier'] ?? '')
    .digest('base64url')
  if (form['grant_type'] === 'authorization_code' && asked['code_challenge'] !== challenge)
    return sendJson(response, 400, { error: 'invalid_grant' })
  await world.behavior.onToken()
  sendJson(response, 200, {
    access_token: `token-${world.tokenRequests.length}`,
    token_type: 'bearer',
    expires_in: 60,
    refresh_token: 'refresh-secret',
    ...world.behavior.token
  })
}
