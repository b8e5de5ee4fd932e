import { createProtectedResource } from '@portcullis/core'

/**
 * A program that protects something and then has nothing more to do: it must end by itself.
 *
 * ```
 * node protect.mjs <what to do> <issuer> <audience> <token>
 * ```
 */
const [act, issuer = '', audience = '', token = ''] = process.argv.slice(2)

const options = { issuer, audience }
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

/** Until the requests of `fetch` have left; the server answers none of them. */
const underWay = () => new Promise((resolve) => setTimeout(resolve, 200))

switch (act) {
  case 'close-during-fetch': {
    const resource = createProtectedResource(options)
    const asking = [ask(resource), ask(resource), resource.warmUp()]
    await underWay()
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
    const resource = createProtectedResource({
      audience,
      issuers: () => new Promise((resolve) => setTimeout(resolve, 300, { issuer }))
    })
    const asking = ask(resource)
    await underWay()
    measureEnd()
    await resource.close()
    await asking
    await ask(resource)
    break
  }
  default:
    throw new Error(`no such act: ${act}`)
}
