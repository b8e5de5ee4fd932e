// The Inspector's command line calls the tool "pay": node inspector.mjs URL
// By default it requests all scopes of the metadata. Here it begins with the base scope, as its setting "scopes" says.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { signIn } from './example/sign-in.mjs'

const home = mkdtempSync(join(tmpdir(), 'portcullis-inspector-'))
const server = { type: 'streamable-http', url: process.argv[2], oauth: { scopes: 'mcp:tools' } }
const config = join(home, 'servers.json')
writeFileSync(config, JSON.stringify({ mcpServers: { shop: server } }))
const flags = ['--cli', '--config', config, '--server', 'shop', '--format', 'json', '--quiet']
const pay = ['--method', 'tools/call', '--tool-name', 'pay', '--tool-arg', 'amount=3']

const child = spawn(process.execPath, ['node_modules/.bin/mcp-inspector', ...flags, ...pay], {
  stdio: ['pipe', 'inherit', 'pipe'],
  // Its memory of tokens is in its home. Without a terminal, it signs in only if it may open a browser.
  env: { ...process.env, HOME: home, MCP_INSPECTOR_SECRET_STORE: 'memory', MCP_AUTO_OPEN_ENABLED: 'true' }
})
// The user agrees to the step-up that it proposes.
child.stdin.end('y\n')
const ended = new Promise((resolve) => child.on('exit', resolve))
for await (const line of createInterface({ input: child.stderr })) {
  const [, address] = /Please navigate to: (\S+)/.exec(line) ?? []
  if (address === undefined) {
    console.log(line)
    continue
  }
  const url = new URL(address)
  console.log(`sign in with the scopes "${url.searchParams.get('scope')}"`)
  const answer = new URL(url.searchParams.get('redirect_uri'))
  answer.search = String(await signIn(url, answer.href))
  await fetch(answer)
}
console.log(`exit ${await ended}`)
rmSync(home, { recursive: true, force: true })
