import { EVERY } from './verifier.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */
/** @typedef {import('@portcullis/core').SignatureThread} SignatureThread */

/** @type {readonly Verifier[]} */
export const portcullis = [
  {
    name: 'portcullis',
    package: '@portcullis/core',
    algorithms: EVERY,
    remembers: true,
    open: async (trust, options) => open(trust, options, 'threadPool')
  },
  {
    name: 'portcullis, main thread',
    package: '@portcullis/core',
    algorithms: EVERY,
    remembers: true,
    open: async (trust, options) => open(trust, options, 'mainThread')
  },
  {
    name: 'portcullis, remembers nothing',
    package: '@portcullis/core',
    algorithms: EVERY,
    isForFresh: true,
    open: async (trust) => open(trust, { tokenCacheSize: 0 }, 'threadPool')
  },
  {
    name: 'portcullis, main thread, remembers nothing',
    package: '@portcullis/core',
    algorithms: EVERY,
    isForFresh: true,
    open: async (trust) => open(trust, { tokenCacheSize: 0 }, 'mainThread')
  }
]

/**
 * The whole way as the adapters take it, from the header to the context.
 *
 * @param {import('./verifier.mjs').Trust} trust
 * @param {{ tokenCacheSize: number }} options
 * @param {SignatureThread} signatureThread
 * @returns {Promise<import('./verifier.mjs').OpenVerifier>}
 */
async function open({ issuer, issuers, audience, guards = 0 }, { tokenCacheSize }, signatureThread) {
  const { createProtectedResource, requireScopes } = await import('@portcullis/core')
  const trusted = issuers === undefined ? { issuer } : { issuers: issuers.map((each) => ({ issuer: each })) }
  const resource = createProtectedResource({ ...trusted, audience, tokenCacheSize, signatureThread })
  await resource.warmUp()
  const admit = (/** @type {string} */ authorization) =>
    resource.admit({ method: 'GET', url: '/messages', headers: { authorization } })
  const close = async () => resource.close()
  if (guards === 0) return { verify: admit, close }
  const asked = Array.from({ length: guards }, () => requireScopes('read:messages'))
  let next = 0
  const authorize = (/** @type {import('@portcullis/core').Admission} */ { context }) => {
    const guard = asked[next++ % guards]
    if (guard !== undefined) resource.authorize(context, guard)
  }
  return {
    close,
    verify(/** @type {string} */ authorization) {
      const admission = admit(authorization)
      return admission instanceof Promise ? admission.then(authorize) : authorize(admission)
    }
  }
}
