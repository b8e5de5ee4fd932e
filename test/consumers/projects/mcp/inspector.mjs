// The Inspector's command line calls the tool "pay", and signs in for it: node inspector.mjs URL
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { signIn } from './example/sign-in.mjs'

const home = mkdtempSync(join(tmpdir(), 'portcullis-inspector-'))
const call = ['--method', 'tools/call', '--tool-name', 'pay', '--tool-arg', 'amount=3']
const child = spawn(
  process.execPath,
  ['node_modules/.bin/mcp-inspector', '--cli', process.argv[2], '--format', 'json', '--quiet', ...call],
  {
    stdio: ['ignore', 'inherit', 'pipe'],
    // Its memory of tokens is in its home. Without a terminal, it signs in only if it may open a browser.
    env: { ...process.env, HOME: home, MCP_INSPECTOR_SECRET_STORE: 'memory', MCP_AUTO_OPEN_ENABLED: 'true' }
  }
)
child.on('exit', (code) => {
  rmSync(home, { recursive: true, force: true })
  process.exitCode = code ?? 1
})

for await (const line of createInterface({ input: child.stderr })) {
  const [, address] = /^Please navigate to: (\S+)/.exec(line) ?? []
  if (address === undefined) {
    console.error(line)
    continue
  }
  const url = new URL(address)
  const answer = new URL(url.searchParams.get('redirect_uri'))
  answer.search = String(await signIn(url, answer.href))
  await fetch(answer)
}
