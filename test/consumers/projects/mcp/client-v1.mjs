// The client of the example, with SDK v1: node client-v1.mjs URL
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { createProvider } from './example/memory-provider.mjs'

const provider = createProvider('http://localhost:3999/callback')
let transport

async function connect() {
  transport = new StreamableHTTPClientTransport(new URL(process.argv[2]), { authProvider: provider })
  const client = new Client({ name: 'walk', version: '1.0.0' })
  await client.connect(transport)
  return client
}

async function authorized(action) {
  try {
    return await action()
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error
    const answer = await provider.answer()
    await transport.finishAuth(answer.get('code'))
    return action()
  }
}

const client = await authorized(connect)
for (const [name, args] of [
  ['hello', {}],
  ['pay', { amount: 5 }]
]) {
  const { content } = await authorized(() => client.callTool({ name, arguments: args }))
  console.log(`${name}: ${content[0].text}`)
}
await client.close()
