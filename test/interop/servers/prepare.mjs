// Fetches and builds what the servers need and says how long it took: `node test/interop/servers/prepare.mjs`.
// The suites do the same by themselves; run beforehand, it keeps minutes of downloads out of their time limits.
import { prepareSeed } from './keycloak/seed.mjs'
import { prepareGlewlwyd } from './glewlwyd/prepare.mjs'

for (const [name, prepare] of Object.entries({ Keycloak: prepareSeed, Glewlwyd: prepareGlewlwyd })) {
  const begin = performance.now()
  await prepare()
  console.log(`${name} is there after ${((performance.now() - begin) / 1000).toFixed(1)} s`)
}
