// A client that knows nothing but an address: node src/client.mjs [http://localhost:3000/mcp]
// It finds the authorization server, registers, signs in with PKCE, says hello, steps up, and pays.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'
import { signIn } from './sign-in.mjs'

const [address = 'http://localhost:3000/mcp'] = process.argv.slice(2)
const redirectUrl = 'http://localhost:3999/callback'

/** What a client keeps between requests; a real one writes some of it to a disk. */
const kept = {}

const provider = {
  redirectUrl,
  clientMetadata: {
    client_name: 'walk',
    redirect_uris: [redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none'
  },
  clientInformation: () => kept.client,
  saveClientInformation: (client) => void (kept.client = client),
  tokens: () => kept.tokens,
  saveTokens: (tokens) => {
    console.log(`got a token with the scopes "${tokens.scope}"`)
    kept.tokens = tokens
  },
  saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
  codeVerifier: () => kept.verifier,
  discoveryState: () => kept.discovery,
  saveDiscoveryState: (state) => void (kept.discovery = state),
  redirectToAuthorization(url) {
    console.log(`sign in at ${url.origin}, asking for "${url.searchParams.get('scope')}"`)
    kept.answer = signIn(url, redirectUrl)
  }
}

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
    await transport.finishAuth(await kept.answer)
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
