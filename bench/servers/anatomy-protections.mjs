import { NO_CHECK, OURS } from './protection.mjs'

/** @typedef {import('./fastify-protections.mjs').FastifyProtection} FastifyProtection */
/** @typedef {import('fastify').FastifyRequest} FastifyRequest */

/** As many characters of a token as it is looked up by. */
const KEY_LENGTH = 32

/**
 * What a known token costs inside of a server, one step more each time. None but the last two protects
 * anything.
 *
 * @type {readonly FastifyProtection[]}
 */
export const STEPS = [
  hook('a hook that does nothing', () => {}),
  hook('reads the header', (request) => request.headers.authorization),
  hook('looks the token up', createLookUp()),
  hook('compares it whole', createComparison()),
  {
    name: 'portcullis without its adapter',
    package: '@portcullis/core',
    async protect(app, { issuer, audience }) {
      const { createProtectedResource, fromNodeRequest } = await import('@portcullis/core')
      const resource = createProtectedResource({ issuer, audience })
      app.addHook('onRequest', (request, _reply, done) => {
        const admission = resource.admit(fromNodeRequest(request.raw))
        if (admission instanceof Promise) void enterLater(admission, done)
        else done()
      })
    }
  }
]

/** The steps from the same server without a check to the whole adapter. */
export const ANATOMY = [NO_CHECK, ...STEPS.map(({ name }) => name), OURS]

/**
 * @param {string} name
 * @param {(request: FastifyRequest) => unknown} look
 * @returns {FastifyProtection}
 */
function hook(name, look) {
  return {
    name,
    package: 'fastify',
    async protect(app) {
      app.addHook('onRequest', (request, _reply, done) => {
        look(request)
        done()
      })
    }
  }
}

/**
 * @param {Promise<unknown>} admission
 * @param {() => void} done
 */
async function enterLater(admission, done) {
  await admission
  done()
}

/** Remembers what it has not seen, and counts what it has. */
function createLookUp() {
  /** @type {Map<string, string>} */
  const known = new Map()
  let hits = 0
  return (/** @type {FastifyRequest} */ { headers: { authorization = '' } }) => {
    const key = authorization.slice(-KEY_LENGTH)
    if (known.has(key)) hits += 1
    else known.set(key, authorization)
    return hits
  }
}

function createComparison() {
  /** @type {Map<string, string>} */
  const known = new Map()
  let hits = 0
  return (/** @type {FastifyRequest} */ { headers: { authorization = '' } }) => {
    const key = authorization.slice(-KEY_LENGTH)
    if (known.get(key) === authorization) hits += 1
    else known.set(key, authorization)
    return hits
  }
}
