import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { exchangeBytes, requestBytes } from '../http/exchange-bytes.ts'
import { listen, type Listening } from '../http/listen.ts'
import { startExampleIssuer, type ExampleIssuer } from './example-issuer.ts'

/** Fields that Node.js and Express add to every answer. */
const ADDED = /^(date|connection|keep-alive|x-powered-by):/i

let issuer: ExampleIssuer
let api: Listening

beforeAll(async () => {
  issuer = await startExampleIssuer()
  api = await startApi()
})

afterAll(async () => {
  await api.close()
  await issuer.close()
})

/** An API that has fetched nothing yet. */
async function startApi(): Promise<Listening> {
  vi.resetModules()
  const { app } = await import('../../docs/snippets/options.ts')
  return listen(app)
}

/** The bytes of an answer as the documents show them. */
async function answerTo(token?: string, { port } = api): Promise<string> {
  const fields = token === undefined ? [] : [`Authorization: Bearer ${token}`]
  const bytes = await exchangeBytes(port, requestBytes('GET /messages HTTP/1.1', fields))
  const end = bytes.indexOf('\r\n\r\n')
  const head = bytes.slice(0, end).split('\r\n')
  const body = bytes.slice(end + 4)
  return [...head.filter((line) => !ADDED.test(line)), ...(body === '' ? [] : ['', body]), ''].join('\n')
}

describe('what the documents show of an answer is what is on the wire', () => {
  it('where no token was sent', async () => {
    await expect(await answerTo()).toMatchFileSnapshot(fileOf('no-token'))
  })

  it('where what was sent is no token', async () => {
    await expect(await answerTo('two words')).toMatchFileSnapshot(fileOf('malformed'))
  })

  it('where the token expired', async () => {
    const token = await issuer.issue({ expiresInSeconds: -3600 })
    await expect(await answerTo(token)).toMatchFileSnapshot(fileOf('expired'))
  })

  it('where the token is for another API', async () => {
    const token = await issuer.issue({ claims: { aud: 'https://other.example.com' } })
    await expect(await answerTo(token)).toMatchFileSnapshot(fileOf('invalid'))
  })

  it('where a scope is missing', async () => {
    const token = await issuer.issue({ claims: { scope: 'read:messages' } })
    await expect(await answerTo(token)).toMatchFileSnapshot(fileOf('missing-scope'))
  })

  it('where the authorization server is out of reach', async () => {
    const headers = { 'Retry-After': '30' }
    issuer.issuer.faults.apply('jwks', { kind: 'status', status: 503, headers })
    const cold = await startApi()
    const answer = await answerTo(await issuer.issue(), cold)
    await cold.close()
    await expect(answer).toMatchFileSnapshot(fileOf('unreachable'))
  })
})

function fileOf(name: string): string {
  return `../../docs/snippets/refusals/${name}.http`
}
