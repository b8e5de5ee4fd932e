import { verifies } from '../requirements.ts'
import { keys, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { encodePart, signBytes } from '../tokens/sign-token.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const criticals: readonly unknown[] = [
  ['x'],
  ['exp'],
  [],
  ['b64'],
  ['b64', 'b64'],
  ['alg'],
  ['typ', 'typ'],
  [''],
  [1],
  'x',
  '',
  null,
  {},
  0,
  false
]

const crit: readonly Attack[] = criticals.map((value) => ({
  title: `${verifies('J-7', 'RFC 7515 section 4.1.11: crit is')} ${JSON.stringify(value)}`,
  token: () => tokenOf({ header: validHeader({ crit: value, x: 1, exp: 1, b64: true }) })
}))

function unencoded(parameters: object): string {
  const header = encodePart(validHeader({ b64: false, ...parameters }))
  const payload = JSON.stringify(validClaims())
  const signature = signBytes(`${header}.${payload}`, keys.ec).toString('base64url')
  return `${header}.${encodePart(payload)}.${signature}`
}

const b64: readonly Attack[] = [
  {
    title: verifies('J-7', 'RFC 7797 section 7: b64 is false and critical, signed over the encoded payload'),
    token: () => tokenOf({ header: validHeader({ b64: false, crit: ['b64'] }) })
  },
  {
    title: verifies('J-7', 'RFC 7797 section 7: b64 is false and not critical'),
    token: () => tokenOf({ header: validHeader({ b64: false }) })
  },
  { title: 'RFC 7797 section 3: signed over the payload as it is', token: () => unencoded({}) },
  {
    title: 'RFC 7797 section 3: signed over the payload as it is, critical',
    token: () => unencoded({ crit: ['b64'] })
  }
]

describeAttacks([...crit, ...b64])
