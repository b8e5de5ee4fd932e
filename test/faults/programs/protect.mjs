import { createProtectedResource, EVENT_CHANNEL } from '@portcullis/core'
import { subscribe } from 'node:diagnostics_channel'
import { EventEmitter, once } from 'node:events'

/**
 * A program that protects something and then has nothing more to do: it must end by itself.
 *
 * ```
 * node protect.mjs <what to do> <issuer> <audience> <token> [<document that is fetched at the close>]
 * ```
 */
const [act, issuer = '', audience = '', token = '', document] = process.argv.slice(2)

// A deadline that passes long after the program must have ended.
const options = { issuer, audience, keys: { fetchTimeoutSeconds: 30 } }
const headers = { authorization: `Bearer ${token}` }

/** @param {import('@portcullis/core').ProtectedResource} resource */
async function ask(resource) {
  try {
    await resource.authenticate({ method: 'GET', url: '/', headers })
    console.log('served')
  } catch (error) {
    console.log(error instanceof Error && 'code' in error ? error.code : error)
  }
}

/** Prints, at the very end, how long after this moment that is. */
function measureEnd() {
  const from = performance.now()
  process.once('exit', () => console.log(`ended after ${Math.round(performance.now() - from)} ms`))
}

/** Until the request for the document has left; the server does not answer it, or not to its end. */
const untilFetched = () =>
  new Promise((resolve) => {
    subscribe(EVENT_CHANNEL, (message) => {
      const event = /** @type {import('@portcullis/core').PortcullisEvent} */ (message)
      if (event.type === 'fetch_started' && event.document === document) setTimeout(resolve, 200)
    })
  })

switch (act) {
  case 'close-during-fetch': {
    const resource = createProtectedResource(options)
    const fetched = untilFetched()
    const asking = [ask(resource), ask(resource), resource.warmUp()]
    await fetched
    measureEnd()
    await resource.close()
    await Promise.all(asking)
    break
  }
  case 'close-and-ask': {
    const resource = createProtectedResource(options)
    await resource.warmUp()
    await ask(resource)
    measureEnd()
    await resource.close()
    await ask(resource)
    break
  }
  case 'never-close': {
    const resource = createProtectedResource(options)
    console.log((await resource.warmUp()).status)
    measureEnd()
    break
  }
  case 'close-during-resolution': {
    const looking = new EventEmitter()
    const resource = createProtectedResource({
      audience,
      issuers() {
        looking.emit('started')
        return new Promise((resolve) => setTimeout(resolve, 300, { issuer }))
      }
    })
    const started = once(looking, 'started')
    const asking = ask(resource)
    await started
    measureEnd()
    await resource.close()
    await asking
    await ask(resource)
    break
  }
  default:
    throw new Error(`no such act: ${act}`)
}
