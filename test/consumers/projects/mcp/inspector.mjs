// The Inspector's command line calls the tool "pay", and signs in for it: node inspector.mjs URL
// It requests all scopes of the metadata, so it never steps up: a user who grants fewer has to sign in again.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { signIn } from './example/sign-in.mjs'

const home = mkdtempSync(join(tmpdir(), 'portcullis-inspector-'))
// Without this setting, its command line does not say which scopes a 403 names.
const server = { type: 'streamable-http', url: process.argv[2], oauth: { onInsufficientScope: 'throw' } }
const config = join(home, 'servers.json')
writeFileSync(config, JSON.stringify({ mcpServers: { shop: server } }))
const flags = ['--cli', '--config', config, '--server', 'shop', '--format', 'json', '--quiet']
const pay = ['--method', 'tools/call', '--tool-name', 'pay', '--tool-arg', 'amount=3']

/** Runs it until it ends; the user grants all that it requests, or only these scopes. */
async function run(granted, ...more) {
  const child = spawn(process.execPath, ['node_modules/.bin/mcp-inspector', ...flags, ...pay, ...more], {
    stdio: ['ignore', 'inherit', 'pipe'],
    // Its memory of tokens is in its home. Without a terminal, it signs in only if it may open a browser.
    env: { ...process.env, HOME: home, MCP_INSPECTOR_SECRET_STORE: 'memory', MCP_AUTO_OPEN_ENABLED: 'true' }
  })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  for await (const line of createInterface({ input: child.stderr })) {
    const [, address] = /^Please navigate to: (\S+)/.exec(line) ?? []
    if (address === undefined) {
      console.log(line)
      continue
    }
    const url = new URL(address)
    if (granted !== undefined) url.searchParams.set('scope', granted)
    const answer = new URL(url.searchParams.get('redirect_uri'))
    answer.search = String(await signIn(url, answer.href))
    await fetch(answer)
  }
  console.log(`exit ${await ended}`)
}

await run('mcp:tools')
await run(undefined, '--relogin')
rmSync(home, { recursive: true, force: true })
