// Runs a command on another major version of Node.js: `node scripts/on-node.mjs 24 npx vitest run`.
// The runtime comes from the npm package `node` and lives in a folder of its own outside of the repository.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const [major, command, ...args] = process.argv.slice(2)

if (major === undefined || !/^\d+$/.test(major) || command === undefined) {
  console.error('usage: node scripts/on-node.mjs <major version> <command> [arguments]')
  process.exit(2)
}

const folder = join(process.env.PORTCULLIS_NODES ?? join(tmpdir(), 'portcullis-nodes'), major)
const binaries = join(folder, 'node_modules', 'node', 'bin')

if (!existsSync(join(binaries, 'node'))) {
  installRuntime(major)
}

const child = spawn(command, args, {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` }
})
child.on('error', (error) => {
  console.error(`${command} could not be started: ${error.message}`)
  process.exitCode = 1
})
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 1
  if (signal !== null) console.error(`${command} ended by ${signal}`)
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => child.kill(signal))
}

/** @param {string} version A major version, such as `24`. */
function installRuntime(version) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const install = ['install', '--silent', '--no-audit', '--no-fund', `node@${version}`]
  const { status } = spawnSync('npm', install, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) {
    console.error(`Node.js ${version} could not be installed from npm`)
    process.exit(1)
  }
}
