import { generateKeyPair, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

/** Fresh keys for RS256 and ES256: nothing of this demo outlives its process. */
export async function createSigningKeys() {
  const [rsa, ec] = await Promise.all([
    generate('rsa', { modulusLength: 2048 }),
    generate('ec', { namedCurve: 'P-256' })
  ])
  return [toSigningKey(rsa.privateKey, 'RS256'), toSigningKey(ec.privateKey, 'ES256')]
}

/**
 * @param {import('node:crypto').KeyObject} privateKey
 * @param {'RS256' | 'ES256'} alg
 */
function toSigningKey(privateKey, alg) {
  return {
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    alg,
    kid: `${alg}-${randomUUID().slice(0, 8)}`
  }
}
