// Starts one server and leaves it running until Ctrl-C: `node test/interop/servers/run.mjs keycloak`.
import { once } from 'node:events'
import { start as startGlewlwyd } from './glewlwyd/start.mjs'
import { start as startKeycloak } from './keycloak/start.mjs'
import { start as startOidcProvider } from './oidc-provider/start.mjs'

/** @import {AuthorizationServer} from './authorization-server.ts' */

/** @type {Map<string, () => Promise<AuthorizationServer>>} */
const servers = new Map([
  ['oidc-provider', startOidcProvider],
  ['keycloak', startKeycloak],
  ['glewlwyd', startGlewlwyd]
])

const [, , name = ''] = process.argv
const start = servers.get(name)
if (start === undefined) {
  console.error(`usage: node test/interop/servers/run.mjs ${[...servers.keys()].join(' | ')}`)
  process.exit(2)
}

const begin = performance.now()
const server = await start()
const seconds = ((performance.now() - begin) / 1000).toFixed(1)
console.log(
  `${server.name} is ready after ${seconds} s\nissuer ${server.issuer}\naudience ${server.audience}`
)
const stayAlive = setInterval(() => {}, 60_000)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
clearInterval(stayAlive)
await server.close()
