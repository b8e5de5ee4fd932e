import { verifies } from '../requirements.ts'
import { accessToken, keys, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
import { signToken } from '../tokens/sign-token.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const attacker = createSigningKey('ES256', 'attacker')
const certificate = 'MIIBszCCAVmgAwIBAgIUVmM'

type Embedded = (canary: string) => object

const embedded: Record<string, Embedded> = {
  jwk: () => ({ jwk: attacker.publicJwk }),
  jku: (canary) => ({ jku: `${canary}/jwks.json` }),
  x5u: (canary) => ({ x5u: `${canary}/chain.pem` }),
  x5c: () => ({ x5c: [certificate] }),
  'x5c and x5t': () => ({ x5c: [certificate], x5t: 'AAAA', 'x5t#S256': 'AAAA' }),
  'jku and jwk': (canary) => ({ jku: `${canary}/jwks.json`, jwk: attacker.publicJwk }),
  'kid as a URL': (canary) => ({ kid: `${canary}/jwks.json` }),
  iss: (canary) => ({ iss: canary })
}

const forged: readonly Attack[] = Object.entries(embedded).flatMap(([name, parameters]) =>
  [attacker.kid, keys.ec.kid, undefined].map((kid) => ({
    title: `${verifies('J-9', 'RFC 8725 section 3.10, CVE-2018-0114: the key of the attacker comes in')} ${name}, with kid ${kid}`,
    token: (canary: string) => signToken(validHeader({ kid, ...parameters(canary) }), validClaims(), attacker)
  }))
)

const honest: readonly Attack[] = (['jwk', 'jku', 'x5u', 'x5c'] as const).map((name) => ({
  title: `${verifies('J-9', 'a token of the issuer is verified by the key of the issuer though its header has')} ${name}`,
  token: (canary) => tokenOf({ header: validHeader(embedded[name]?.(canary)) }),
  answer: 'served' as const
}))

const otherIssuer: Attack = {
  title: verifies('A-8', 'RFC 8725 section 3.10: an issuer that is not trusted is not asked for anything'),
  token: (canary) => accessToken({ iss: canary }, attacker)
}

describeAttacks([...forged, ...honest, otherIssuer], { canaryKeys: [attacker.publicJwk] })
