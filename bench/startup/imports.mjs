import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const FOLDER = fileURLToPath(new URL('..', import.meta.url))

/** What is imported, each in a process of its own. */
export const IMPORTS = [
  'jose',
  '@portcullis/core',
  '@portcullis/express',
  '@portcullis/fastify',
  'fast-jwt',
  'aws-jwt-verify',
  'jsonwebtoken',
  'oauth4webapi',
  'express-oauth2-jwt-bearer',
  'express-jwt',
  'jwks-rsa',
  '@okta/jwt-verifier',
  'fastify-jwt-jwks',
  '@fastify/jwt',
  'get-jwks'
]

/**
 * Imports a package in a new process.
 *
 * @param {string} name The package.
 * @returns {Promise<{ milliseconds: number }>} What that took, the start of Node.js not included.
 */
export async function measureImport(name) {
  const program = `const start = performance.now(); await import('${name}'); console.log(performance.now() - start); process.exit()`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: FOLDER })
  return { milliseconds: Number(stdout) }
}
