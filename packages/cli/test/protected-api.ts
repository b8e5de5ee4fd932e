import {
  createProtectedResource,
  fromNodeRequest,
  ProtectedResourceError,
  type ProtectedResource
} from '@portcullis/core'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startServer, type Route, type TestServer } from './authorization-server.ts'

/** Path of the one route. */
export const ROUTE_PATH = '/messages'

/** Starts an API that Portcullis protects. */
export async function startProtectedApi(options: { issuer: string; audience: string }): Promise<TestServer> {
  const resource = createProtectedResource(options)
  const server = await startServer({ [ROUTE_PATH]: protect(resource) })
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      await resource.close()
      await server[Symbol.asyncDispose]()
    }
  }
}

function protect(resource: ProtectedResource): Route {
  return (request, response) => {
    void answerProtected(resource, request, response)
  }
}

async function answerProtected(
  resource: ProtectedResource,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  try {
    await resource.authenticate(fromNodeRequest(request))
    response.writeHead(200).end()
  } catch (error) {
    if (!(error instanceof ProtectedResourceError)) throw error
    const { status, headers, body } = resource.answer(error)
    response.writeHead(status, headers).end(body)
  }
}

/** Starts an API with every fault: it accepts any token, in any place. */
export async function startCarelessApi(): Promise<TestServer> {
  return await startServer({
    [ROUTE_PATH]: (request, response) => {
      const isThere =
        request.headers.authorization !== undefined || request.url?.includes('access_token=') === true
      response.writeHead(isThere ? 200 : 302, isThere ? {} : { location: '/login' }).end()
    }
  })
}
