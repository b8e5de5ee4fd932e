// Starts the authorization server and the MCP server: node src/main.mjs [port] [port of the authorization server]
import { createAuthorizationServer } from './authorization-server.mjs'
import { createApp } from './mcp-server.mjs'

const [port = '3000', issuerPort = '3001'] = process.argv.slice(2)
const issuer = `http://localhost:${issuerPort}`
const resource = `http://localhost:${port}/mcp`

createAuthorizationServer(issuer, resource).listen(Number(issuerPort), '127.0.0.1')
createApp(issuer, resource).listen(Number(port), '127.0.0.1', () => {
  console.log(`MCP server ${resource}, authorization server ${issuer}`)
  console.log(`Try: node src/client.mjs ${resource}`)
})
