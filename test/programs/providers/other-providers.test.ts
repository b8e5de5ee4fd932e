import { expect, onTestFinished, test } from 'vitest'
import { OTHER_PROVIDERS } from './other-providers.ts'
import { openProviderFolder } from './provider-folder.ts'
import { readOtherProgram, readOtherProviders } from './provider-page.ts'
import { issue, keyFor } from './sample-token.ts'

const program = readOtherProgram()
const lines = readOtherProviders()

/** The program with the import and the call of another section. */
function programFor(preset: string): string {
  const [, call = ''] = /app\.use\((requireAuth\(authelia\(.*\)\))\)\n/u.exec(program) ?? []
  return program.replace('{ authelia,', `{ ${preset},`).replace(call, (lines.get(preset) ?? '').trim())
}

test('every section of the page is tried', () => {
  expect(OTHER_PROVIDERS.map(({ preset }) => preset)).toEqual([...lines.keys()])
})

test.each(OTHER_PROVIDERS)(
  'the program of the page with the line for $preset answers 401 without a token, and 200 with one',
  async ({ preset, token, keysAt, hasMetadata }) => {
    const issuer = String(token.payload['iss'])
    const metadata = `${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`
    const folder = await openProviderFolder({
      [keysAt]: { keys: [keyFor(token).publicJwk] },
      ...(hasMetadata === true && { [metadata]: { issuer, jwks_uri: keysAt } })
    })
    onTestFinished(() => folder.close())
    folder.write('server.mjs', programFor(preset))
    const { origin, stop } = await folder.start('node server.mjs')
    const call = async (access?: string) => {
      const headers = access === undefined ? {} : { authorization: `Bearer ${access}` }
      return (await fetch(`${origin}/orders`, { headers })).status
    }
    const foreign = issue(token, { aud: 'https://other.example', client_id: 'other', azp: 'other' })
    const statuses = [await call(), await call(issue(token)), await call(foreign)]
    await stop()
    expect(statuses).toEqual([401, 200, 401])
  }
)
