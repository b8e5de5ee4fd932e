// An API without any framework: Node's own server and the core.
import { createServer } from 'node:http'
import {
  createProtectedResource,
  environmentOptions,
  fromNodeRequest,
  ProtectedResourceError,
  requireScopes
} from '@portcullis/core'

const signatureThread = process.argv[2] === 'mainThread' ? 'mainThread' : 'threadPool'
const api = createProtectedResource({ ...environmentOptions(process.env), signatureThread })
const guard = requireScopes('read:messages')

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function listener(request, response) {
  try {
    const context = await api.authenticate(fromNodeRequest(request))
    api.authorize(context, guard)
    response.end(JSON.stringify({ hello: context.subject }))
  } catch (error) {
    if (!(error instanceof ProtectedResourceError)) throw error
    const { status, headers, body } = api.answer(error)
    response.writeHead(status, headers).end(body)
  }
}

const server = createServer((request, response) => void listener(request, response))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`)
})
