import { expect, onTestFinished, test } from 'vitest'
import { startToken } from '../../programs/start-token.ts'
import { startApiWithMetadata } from '../apis/api-with-metadata.ts'
import { submitForm } from '../servers/client/submit-form.mjs'
import { visitUntilRedirect } from '../servers/client/user-agent.mjs'
import { start } from '../servers/oidc-provider/start.mjs'

/** Signs alice in on another device: fills in the pages until one has no form. */
async function approve(address: string): Promise<string> {
  let last = ''
  const visit = visitUntilRedirect(new URL(address), 'none:', (page) => {
    last = page.html
    if (!page.html.includes('method="post"')) throw new Error('the end')
    return submitForm(page, { login: 'alice', password: 'any' })
  })
  await expect(visit).rejects.toThrow('the end')
  return last
}

test('portcullis token --device waits until alice has signed in on another device', async () => {
  const server = await start()
  onTestFinished(() => server.close())
  const api = await startApiWithMetadata(server.issuer, (origin) => origin)
  onTestFinished(() => api.close())
  const url = `${api.origin}/orders`
  const { address, output, exitCode } = await startToken('--api', url, '--client-id', 'native', '--device')
  expect(await approve(address)).toContain('Sign-in Success')
  expect(await exitCode).toBe(0)
  const headers = { authorization: `Bearer ${(await output).trim()}` }
  expect(await (await fetch(url, { headers })).json()).toEqual({ client: 'native' })
})
