// Opens two APIs with DPoP in the primary process of a cluster and in a worker, and prints what they warn of.
import cluster from 'node:cluster'
import { once } from 'node:events'
import process from 'node:process'
import { createProtectedResource } from '@portcullis/core'

const replays = process.argv[2] === 'shared' ? { add: () => true } : undefined
const dpop = replays === undefined ? true : { replays }
const base = { audience: 'https://api.example.com', publicUrl: 'https://api.example.com' }

let warned = 0
process.on('warning', (warning) => {
  if (Reflect.get(warning, 'code') === 'PORTCULLIS_LOCAL_REPLAYS') warned += 1
})

const apis = ['https://a.example.com', 'https://b.example.com'].map((issuer) =>
  createProtectedResource({ ...base, issuer, dpop })
)
// Warnings come on the next tick.
await new Promise((resolve) => setImmediate(resolve))
for (const api of apis) await api.close()
if (warned > 0) console.log(`warned in a ${cluster.isPrimary ? 'primary process' : 'worker'}: ${warned}`)
if (cluster.isPrimary) {
  const worker = cluster.fork()
  await once(worker, 'exit')
  console.log('done')
} else process.disconnect()
