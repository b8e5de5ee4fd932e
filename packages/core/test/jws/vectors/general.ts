import { ALGORITHM_NAMES, ALGORITHMS, type SignatureAlgorithm } from '../../../src/jws/algorithms.ts'
import type { TestKey } from '../../support/test-token.ts'
import { signBytes } from './sign-bytes.ts'
import { signAnother, vectorOf, type Signed, type Vector } from './vector.ts'

/** What can be done to a signature of any algorithm. */
export function generalVectors(signed: Signed, foreign: TestKey): readonly Vector[] {
  const { signature, key } = signed
  const other = signAnother(foreign, 'mallory')
  const changes: Readonly<Record<string, Uint8Array>> = {
    'as it is': signature,
    empty: Buffer.alloc(0),
    'one byte': Buffer.alloc(1),
    'a byte less': signature.subarray(0, -1),
    'without its first byte': signature.subarray(1),
    'a byte more': Buffer.concat([signature, Buffer.alloc(1)]),
    'a zero in front': Buffer.concat([Buffer.alloc(1), signature]),
    'twice in a row': Buffer.concat([signature, signature]),
    'half of it': signature.subarray(0, signature.length / 2),
    'all zeros': Buffer.alloc(signature.length),
    'all ones': Buffer.alloc(signature.length, 0xff),
    backwards: signature.toReversed(),
    'of another text': signAnother(key, 'bob').signature,
    'of another key': signBytes(signed.signingInput, key.algorithm, other.privateKey),
    'ten thousand bytes': Buffer.alloc(10_000, 1)
  }
  const flipped = [0, signature.length >> 1, signature.length - 1].flatMap((index) =>
    [0x01, 0x80].map((bit) =>
      vectorOf(signed, `bit ${bit} of byte ${index} flipped`, flip(signature, index, bit))
    )
  )
  return [
    ...Object.entries(changes).map(([title, changed]) => vectorOf(signed, title, changed)),
    ...flipped,
    ...ofOtherAlgorithms(signed),
    ...otherInputs(signed)
  ]
}

function otherInputs(signed: Signed): readonly Vector[] {
  const { signingInput, signature } = signed
  const [header = ''] = signingInput.split('.')
  const inputs = {
    'an empty payload': `${header}.`,
    'a longer payload': `${signingInput}AAAA`,
    'a shorter payload': signingInput.slice(0, -1)
  }
  return Object.entries(inputs).map(([title, input]) => ({
    ...vectorOf(signed, `for ${title}`, signature),
    signingInput: input
  }))
}

/** Signatures by the right key, in the way of another algorithm that it could be used with. */
function ofOtherAlgorithms({ key, privateKey, signingInput, ...signed }: Signed): readonly Vector[] {
  const { kty, family }: SignatureAlgorithm = ALGORITHMS[key.algorithm]
  return ALGORITHM_NAMES.filter((name) => {
    const other: SignatureAlgorithm = ALGORITHMS[name]
    return name !== key.algorithm && other.kty === kty && /^(RSA|ECDSA)/u.test(family)
  }).map((name) => {
    const signature = signBytes(signingInput, name, privateKey)
    return vectorOf({ key, privateKey, signingInput, ...signed }, `in the way of ${name}`, signature)
  })
}

function flip(signature: Buffer, index: number, bit: number): Buffer {
  const changed = Buffer.from(signature)
  changed[index] = (changed[index] ?? 0) ^ bit
  return changed
}
