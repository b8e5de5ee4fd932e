import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../servers/keycloak/launch.mjs'
import * as page from '../../../examples/docker/page/sign-in.js'
import { createRealm } from '../servers/keycloak/administration.mjs'
import { prepareSeed } from '../servers/keycloak/seed.mjs'
import { signIn } from '../servers/client/oauth-client.mjs'
import { submitForm } from '../servers/client/submit-form.mjs'
import { visitUntilRedirect } from '../servers/client/user-agent.mjs'
import { freePort } from '../servers/machine/free-port.mjs'
import { createRunFolder } from '../servers/machine/run-folder.mjs'
import { isAvailable } from '../suites/is-available.ts'

const example = (path: string) => fileURLToPath(new URL(`../../../examples/docker/${path}`, import.meta.url))
const MAP_HOSTS = pathToFileURL(fileURLToPath(new URL('./map-hosts.mjs', import.meta.url))).href
const CLI = fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url))

// An address of the loopback interface of its own, since port 8080 of 127.0.0.1 may be in use.
const ADDRESS = `127.${80 + (process.pid % 100)}.${1 + (process.pid % 250)}.1`
const KEYCLOAK_URL = `http://${ADDRESS}:8080`
const REALM_URL = `${KEYCLOAK_URL}/realms/shop`
const REDIRECT_URI = 'http://localhost:8000/'
const ENVIRONMENT = { HOST_NAME: 'keycloak', HOST_ADDRESS: ADDRESS }

const available = await isAvailable('Keycloak', prepareSeed)

interface Program {
  readonly origin: string
  close(): Promise<void>
}

/** Starts a program of the example with the environment of compose.yaml, on names of this machine. */
async function startApi(name: string): Promise<Program> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', MAP_HOSTS, 'server.mjs'], {
    cwd: example(name),
    env: {
      ...process.env,
      ...ENVIRONMENT,
      KEYCLOAK_URL,
      KEYCLOAK_INTERNAL_URL: 'http://keycloak:8080',
      PAGE_ORIGIN: 'http://localhost:8000',
      PORT: String(port)
    },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await once(child.stdout, 'data')
  return { origin: `http://127.0.0.1:${port}`, close: () => ended(child) }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill()
  await exit
}

describe.skipIf(!available)(
  'examples/docker with a real Keycloak, which the APIs reach as http://keycloak:8080',
  () => {
    const opened: { close(): Promise<void> }[] = []
    let apis: readonly Program[] = []

    beforeAll(async () => {
      const { home, database, classArchive } = await prepareSeed()
      const folder = await createRunFolder('keycloak-containers')
      opened.push({ close: () => folder.remove() })
      await copyFile(database, join(folder.path, 'keycloakdb.mv.db'))
      const keycloak = await launch({
        home,
        folder: folder.path,
        host: ADDRESS,
        port: 8080,
        publicUrl: KEYCLOAK_URL,
        options: ['--hostname-backchannel-dynamic=true'],
        javaOptions: `-XX:SharedArchiveFile=${classArchive}`
      })
      opened.unshift({ close: () => keycloak.stop() })
      await createRealm(KEYCLOAK_URL, JSON.parse(await readFile(example('keycloak/shop-realm.json'), 'utf8')))
      apis = await Promise.all(['express-api', 'fastify-api'].map(startApi))
      opened.unshift(...apis)
    })

    afterAll(async () => {
      for (const each of opened) await each.close()
    })

    const settings = {
      issuer: REALM_URL,
      redirectUri: REDIRECT_URI,
      secrets: {},
      answerPage: (form: Parameters<typeof submitForm>[0]) =>
        submitForm(form, { username: 'alice', password: 'alice' })
    }
    const tokenWith = async (scope: string) => (await signIn(settings, { client: 'page', scope })).accessToken

    /** The statuses of both APIs. */
    async function statuses(token?: string): Promise<readonly number[]> {
      const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` }
      return Promise.all(
        apis.map(async ({ origin }) => (await fetch(`${origin}/orders`, headers && { headers })).status)
      )
    }

    test('both APIs answer 401 without a token, 403 without the scope, and 200 with it', async () => {
      expect(await statuses()).toEqual([401, 401])
      expect(await statuses(await tokenWith('openid'))).toEqual([403, 403])
      expect(await statuses(await tokenWith('openid orders:read'))).toEqual([200, 200])
    })

    test('the page signs in with PKCE, and shows the answer of an API', async () => {
      const { callApi, finishSignIn, startSignIn } = page
      const redirectUri = REDIRECT_URI
      const started = await startSignIn({ realmUrl: REALM_URL, redirectUri, scope: 'openid orders:read' })
      const address = await visitUntilRedirect(new URL(started.url), redirectUri, settings.answerPage)
      const token = await finishSignIn({ realmUrl: REALM_URL, address: address.href, kept: started.kept })
      for (const { origin } of apis) {
        expect(await callApi(`${origin}/orders`, token)).toMatch(/^200 OK\n/u)
        expect(await callApi(`${origin}/orders`, undefined)).toContain('Bearer realm="orders-api"')
      }
      const stolen = { realmUrl: REALM_URL, address: `${redirectUri}?code=a&state=b`, kept: started.kept }
      await expect(finishSignIn(stolen)).rejects.toThrow('belongs to another sign-in')
    })

    test('portcullis doctor examines it by the inner name with --allow-http', async () => {
      const words = ['doctor', 'http://keycloak:8080/realms/shop', '--allow-http', 'keycloak:8080', '--json']
      const child = spawn(process.execPath, ['--import', MAP_HOSTS, CLI, ...words], {
        env: { ...process.env, ...ENVIRONMENT },
        stdio: ['ignore', 'pipe', 'inherit']
      })
      const chunks: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
      await once(child, 'close')
      const report = JSON.parse(Buffer.concat(chunks).toString()) as {
        findings: { id: string; status: string; reason: string }[]
      }
      const byId = Object.fromEntries(
        report.findings.map(({ id, status, reason }) => [id, `${status} ${reason}`])
      )
      expect(byId).toMatchObject({
        'X-01': 'warn allowed_http',
        'X-03': expect.stringMatching('^pass') as string
      })
    })
  }
)
