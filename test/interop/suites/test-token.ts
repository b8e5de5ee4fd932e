import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { diagnose } from '@portcullis/cli'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../programs/start-program.ts'
import { startApiWithMetadata } from '../apis/api-with-metadata.ts'
import type { World } from './world.ts'

/** How `portcullis token` gets a token of a server. */
export interface TokenCase {
  /** A public client of a native app. */
  client: string
  /** What alice types into the sign-in page, by the names of the fields. */
  form: Readonly<Record<string, string>>
  /** A confidential client, and its secret. */
  machine: { readonly client: string; readonly secret: string }
  /** The audience of tokens for an API at an origin. */
  audienceFor(origin: string): string
}

const MAIN = 'packages/cli/dist/main.js'
const BROWSER = fileURLToPath(new URL('../servers/client/sign-in-page.mjs', import.meta.url))

/** Runs `portcullis token`, as it was built, with standard output and standard error apart. */
async function runToken(words: readonly string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN, 'token', ...words], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', BROWSER, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { exitCode: child.exitCode, output, errors }
}

/** `portcullis token` gets a token that an API accepts, from nothing but the address of the API. */
export function testToken(world: () => World, { client, form, machine, audienceFor }: TokenCase): void {
  describe('portcullis token', () => {
    async function withApi(act: (url: string) => Promise<void>): Promise<void> {
      const api = await startApiWithMetadata(world().server.issuer, audienceFor)
      try {
        await act(`${api.origin}/orders`)
      } finally {
        await api.close()
      }
    }

    async function callerOf(url: string, header: string): Promise<unknown> {
      const [name = '', value = ''] = header.trim().split(': ')
      const response = await fetch(url, { headers: { [name]: value } })
      return response.json()
    }

    test('finds server and scopes, and signs alice in', async () => {
      await withApi(async (url) => {
        const words = ['--api', url, '--client-id', client, '--output', 'header']
        const { exitCode, output, errors } = await runToken(words, { SIGN_IN_FORM: JSON.stringify(form) })
        expect(errors).not.toContain('The API asks for more')
        expect(exitCode).toBe(0)
        expect(await callerOf(url, output)).toEqual({ client })
      })
    })

    test('signs alice in again for a scope that the API asks for', async () => {
      await withApi(async (url) => {
        const words = ['--api', url, '--client-id', client, '--output', 'header', '--scope', 'orders:write']
        const { exitCode, output, errors } = await runToken(words, { SIGN_IN_FORM: JSON.stringify(form) })
        expect(errors).toContain(`Requesting a token of ${world().server.issuer}`)
        expect(errors).toContain('The API requires more: scope orders:write orders:read')
        expect(exitCode).toBe(0)
        expect(await callerOf(url, output)).toEqual({ client })
      })
    })

    test('gets a token of a machine without a browser', async () => {
      await withApi(async (url) => {
        const words = [
          '--api',
          url,
          '--client-id',
          machine.client,
          '--client-credentials',
          '--output',
          'header'
        ]
        const environment = { OAUTH_CLIENT_SECRET: machine.secret }
        const { exitCode, output, errors } = await runToken([...words, '--scope', 'orders:read'], environment)
        expect(errors).not.toContain(machine.secret)
        expect(exitCode).toBe(0)
        expect(await callerOf(url, output)).toEqual({ client: machine.client })
      })
    })

    test('leads to an API whose document, challenge and behavior agree, as the doctor finds', async () => {
      await withApi(async (url) => {
        const { issuer } = world().server
        const report = await diagnose({ issuer, api: url, origin: 'https://app.example.com' })
        const finding = report.findings.find(({ id }) => id === 'Y-05')
        expect(finding).toMatchObject({ status: 'pass', reason: 'both_ways' })
      })
    })

    test('says in words that the secret is wrong, and writes nothing', async () => {
      const words = ['--issuer', world().server.issuer, '--client-id', machine.client, '--client-credentials']
      const { exitCode, output, errors } = await runToken(words, { OAUTH_CLIENT_SECRET: 'wrongwrongwrong' })
      expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
      expect(errors).toMatch(/client.*secret.*(?:invalid_client|unauthorized_client)/u)
      expect(errors).not.toContain('wrongwrongwrong')
    })
  })
}
