// A client that knows nothing but an address: node src/client.mjs [http://localhost:3000/mcp]
// It finds the authorization server, registers, signs in with PKCE, says hello, steps up, and pays.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'
import { createProvider } from './memory-provider.mjs'

const [address = 'http://localhost:3000/mcp'] = process.argv.slice(2)
const provider = createProvider('http://localhost:3999/callback')
let transport

async function connect() {
  transport = new StreamableHTTPClientTransport(new URL(address), { authProvider: provider })
  const client = new Client({ name: 'walk', version: '1.0.0' })
  await client.connect(transport)
  return client
}

/** The SDK opens the browser and throws; the application waits for the user, and tries again. */
async function authorized(action) {
  try {
    return await action()
  } catch (error) {
    if (!UnauthorizedError.isInstance(error)) throw error
    await transport.finishAuth(await provider.answer())
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
