// #region five-lines
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  createProtectedResource,
  fromNodeRequest,
  ProtectedResourceError,
  requireScopes
} from '@portcullis/core'

const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})

const server = createServer((request, response) => {
  void greet(request, response)
})

async function greet(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const context = await api.authenticate(fromNodeRequest(request))
    api.authorize(context, requireScopes('read:messages'))
    response.end(JSON.stringify({ hello: context.subject }))
  } catch (error) {
    if (!(error instanceof ProtectedResourceError)) return void response.writeHead(500).end()
    const { status, headers, body } = api.answer(error)
    response.writeHead(status, headers).end(body)
  }
}
// #endregion

export { server }
