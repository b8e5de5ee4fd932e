import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { VERSION } from '../interop/servers/keycloak/distribution.mjs'

const folder = fileURLToPath(new URL('../../examples/docker', import.meta.url))
const read = (path: string) => readFileSync(join(folder, path), 'utf8')

interface Service {
  readonly image?: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly command?: string
  readonly environment?: Readonly<Record<string, string | number>>
  readonly volumes?: readonly string[]
  readonly ports: readonly string[]
}

interface Realm {
  readonly realm: string
  readonly clients: readonly { readonly clientId: string; readonly redirectUris?: readonly string[] }[]
}

const { services } = parse(read('compose.yaml')) as { services: Readonly<Record<string, Service>> }
const realm = JSON.parse(read('keycloak/shop-realm.json')) as Realm
const page = read('page/page.js')

function serviceOf(name: string): Service {
  const service = services[name]
  if (service === undefined) throw new Error(`no service ${name}`)
  return service
}

/** The address of a service on the machine that runs the containers, and its port inside. */
function published(name: string): { outside: string; inside: string } {
  const [port = ''] = serviceOf(name).ports
  const [, outside = '', inside = ''] = /^127\.0\.0\.1:(\d+):(\d+)$/u.exec(port) ?? []
  return { outside: `http://localhost:${outside}`, inside }
}

describe('examples/docker/compose.yaml', () => {
  test('has Keycloak, two APIs and a page, each on a port of the loopback interface', () => {
    expect(Object.keys(services)).toEqual(['keycloak', 'express-api', 'fastify-api', 'page'])
    const addresses = Object.keys(services).map((name) => published(name).outside)
    expect(new Set(addresses).size).toBe(4)
    expect(addresses.every((address) => /:\d+$/u.test(address))).toBe(true)
  })

  test('starts Keycloak with the name that browsers use, and with the realm of the example', () => {
    const { image, command = '', volumes } = serviceOf('keycloak')
    expect(image).toBe(`quay.io/keycloak/keycloak:${VERSION}`)
    expect(command).toContain(`--hostname=${published('keycloak').outside}`)
    expect(command).toContain('--import-realm')
    expect(volumes).toEqual(['./keycloak:/opt/keycloak/data/import:ro'])
  })

  test.each(['express-api', 'fastify-api'])('passes %s the variables that its program reads', (name) => {
    const { environment = {}, build } = serviceOf(name)
    const program = read(`${name}/server.mjs`)
    const [, names = ''] = /const \{ (.*) \} = process\.env/u.exec(program) ?? []
    const variables = [...names.matchAll(/[A-Z_]+/gu)].map(String)
    expect(Object.keys(environment).toSorted()).toEqual(variables.toSorted())
    expect(String(environment['PORT'])).toBe(published(name).inside)
    expect(environment['KEYCLOAK_URL']).toBe(published('keycloak').outside)
    expect(environment['PAGE_ORIGIN']).toBe(published('page').outside)
    const inside = `keycloak:${published('keycloak').inside}`
    expect(environment['KEYCLOAK_INTERNAL_URL']).toBe(`http://${inside}`)
    expect(program).toContain(`dangerouslyAllowHttp: ['${inside}']`)
    expect(program).toContain(`realm: '${realm.realm}'`)
    expect(build).toEqual({ context: '.', dockerfile: `${name}/Dockerfile` })
    const copied = [...read(`${name}/Dockerfile`).matchAll(/^COPY (\S+)/gmu)].map(([, path = '']) => path)
    expect(copied).toEqual(['tarballs', `${name}/package.json`, `${name}/server.mjs`])
    expect(copied.slice(1).every((path) => existsSync(join(folder, path)))).toBe(true)
  })

  test('serves a page that knows the addresses of all services, and to which the realm sends users back', () => {
    const html = read('page/index.html')
    for (const name of ['express-api', 'fastify-api'])
      expect(html).toContain(`data-api="${published(name).outside}/orders"`)
    expect(page).toContain(`'${published('keycloak').outside}/realms/${realm.realm}'`)
    const client = realm.clients.find(({ clientId }) => clientId === 'page')
    expect(client?.redirectUris).toEqual([`${published('page').outside}/`])
    expect(serviceOf('page').volumes).toEqual(['./page:/usr/share/nginx/html:ro'])
  })

  test.each(['express-api', 'fastify-api'])(
    'installs for %s the versions that this repository tests',
    (name) => {
      const { dependencies } = JSON.parse(read(`${name}/package.json`)) as {
        dependencies: Record<string, string>
      }
      const root = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8')) as {
        devDependencies: Record<string, string>
      }
      for (const [dependency, version] of Object.entries(dependencies)) {
        const own = dependency.replace('@portcullis/', 'packages/')
        if (dependency === own) expect(version).toBe(root.devDependencies[dependency])
        else expect(version).toBe(`file:../tarballs/${own.replace('packages/', 'portcullis-')}-0.1.0.tgz`)
      }
    }
  )
})
