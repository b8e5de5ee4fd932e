import { sign } from 'node:crypto'
import { verifies } from '../requirements.ts'
import { accessToken, keys, validClaims, validHeader } from '../tokens/authority.ts'
import { encodePart, signBytes } from '../tokens/sign-token.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const orderOfP256 = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'
const zero = '00'.repeat(32)
const one = `${'00'.repeat(31)}01`

function withSignature(make: (input: string) => Uint8Array): string {
  const input = `${encodePart(validHeader())}.${encodePart(validClaims())}`
  return `${input}.${encodePart(make(input))}`
}

const psychic: Record<string, string> = {
  'r = 0 and s = 0': zero + zero,
  'r = 0': zero + one,
  's = 0': one + zero,
  'r = n and s = n': orderOfP256 + orderOfP256,
  'r = n': orderOfP256 + one,
  's = n': one + orderOfP256,
  'r = 1 and s = 1': one + one,
  'all ones': 'ff'.repeat(64),
  'no bytes but zero, 132 of them': '00'.repeat(132),
  'one byte': '00'
}

const constants: readonly Attack[] = Object.entries(psychic).map(([name, hex]) => ({
  title: `${verifies('J-14', 'CVE-2022-21449: an ECDSA signature of')} ${name}`,
  token: () => withSignature(() => Buffer.from(hex, 'hex'))
}))

const shapes: readonly Attack[] = [
  {
    title: verifies('J-14', 'RFC 7518 section 3.4: an ECDSA signature in DER'),
    token: () => withSignature((input) => sign('sha256', Buffer.from(input), keys.ec.privateKey))
  },
  {
    title: verifies('J-14', 'RFC 7518 section 3.4: an ECDSA signature with a byte more'),
    token: () => withSignature((input) => Buffer.concat([signBytes(input, keys.ec), Buffer.alloc(1)]))
  },
  {
    title: 'RFC 7518 section 3.4: an ECDSA signature with a byte less',
    token: () => withSignature((input) => signBytes(input, keys.ec).subarray(0, 63))
  },
  {
    title: 'RFC 7518 section 3.4: R and S padded to the length of P-384',
    token: () =>
      withSignature((input) => {
        const signature = signBytes(input, keys.ec)
        const pad = Buffer.alloc(16)
        return Buffer.concat([pad, signature.subarray(0, 32), pad, signature.subarray(32)])
      })
  },
  {
    title: 'RFC 7518 section 3.4: S and R swapped',
    token: () =>
      withSignature((input) => {
        const signature = signBytes(input, keys.ec)
        return Buffer.concat([signature.subarray(32), signature.subarray(0, 32)])
      })
  },
  {
    title: 'CVE-2020-28042: no signature at all',
    token: () => withSignature(() => Buffer.alloc(0))
  },
  {
    title: 'CVE-2020-28042: a signature of an RSA key under the header of an EC key',
    token: () => withSignature((input) => signBytes(input, keys.rsa))
  },
  { title: 'a signature as it should be is accepted', token: () => accessToken(), answer: 'served' }
]

describeAttacks([...constants, ...shapes])
