// The suite "server" of the conformance tests: node conformance.mjs URL VERSION_OF_THE_SPECIFICATION
// Its command line has no option for headers, so a proxy on loopback adds the token.
import { auth } from '@modelcontextprotocol/client'
import { spawn } from 'node:child_process'
import { createServer, request } from 'node:http'
import { createProvider } from './example/memory-provider.mjs'

const [address, version] = process.argv.slice(2)
const target = new URL(address)
const provider = createProvider('http://localhost:3999/callback')
await auth(provider, { serverUrl: address, scope: 'mcp:tools' })
const answer = await provider.answer()
await auth(provider, { serverUrl: address, authorizationCode: answer.get('code'), iss: answer.get('iss') })
const authorization = `Bearer ${provider.tokens().access_token}`

const proxy = createServer((incoming, outgoing) => {
  const { method, url: path } = incoming
  const headers = { ...incoming.headers, authorization, host: target.host }
  const forwarded = request({
    hostname: target.hostname,
    port: target.port,
    method,
    path,
    headers,
    agent: false
  })
  forwarded.on('response', (response) => {
    outgoing.writeHead(response.statusCode, response.headers)
    // Event streams can be silent for long.
    outgoing.flushHeaders()
    response.pipe(outgoing)
  })
  forwarded.on('error', (error) => outgoing.destroy(error))
  outgoing.on('close', () => forwarded.destroy())
  incoming.pipe(forwarded)
}).listen(0, '127.0.0.1', () => {
  const url = `http://localhost:${proxy.address().port}${target.pathname}`
  const flags = ['server', '--url', url, '--spec-version', version, '--output-dir', 'results']
  const child = spawn(process.execPath, ['node_modules/.bin/conformance', ...flags], { stdio: 'inherit' })
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
    proxy.close()
    proxy.closeAllConnections()
  })
})
