// Runs a command on another major version of Node.js: `node scripts/on-node.mjs 24 npx vitest run`.
// The runtime comes from the npm package `node`, in a folder outside of the repository.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

const [major, command, ...args] = process.argv.slice(2)

if (major === undefined || !/^\d+$/.test(major) || command === undefined) {
  console.error('usage: node scripts/on-node.mjs <major version> <command> [arguments]')
  process.exit(2)
}

// Absolute, so that commands in other folders find it.
const folder = resolve(process.env.PORTCULLIS_NODES ?? join(tmpdir(), 'portcullis-nodes'), major)
const binaries = join(folder, 'node_modules', 'node', 'bin')

if (!isInstalled(major)) installRuntime(major)

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

/**
 * Returns whether the binary exists and has this version.
 *
 * @param {string} version A major version, such as `24`.
 */
function isInstalled(version) {
  const { stdout } = spawnSync(join(binaries, 'node'), ['--version'], { encoding: 'utf8' })
  return stdout?.startsWith(`v${version}.`) ?? false
}

/** @param {string} version A major version, such as `24`. */
function installRuntime(version) {
  mkdirSync(folder, { recursive: true })
  // npm would not run the scripts of a package that is installed without them.
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  // A script of the package fetches the binary, and npm can be configured to run no scripts.
  const flags = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts=false']
  const install = ['install', ...flags, `node@${version}`]
  const { status } = spawnSync('npm', install, { cwd: folder, stdio: 'inherit' })
  if (status !== 0) {
    console.error(`Node.js ${version} could not be installed from npm`)
    process.exit(1)
  }
  // Without the binary, the command would run on the Node.js of the system.
  if (!isInstalled(version)) {
    console.error(`npm installed no Node.js ${version} in ${folder}`)
    process.exit(1)
  }
}
