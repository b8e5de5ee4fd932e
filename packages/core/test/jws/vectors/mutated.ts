import { signAnother, vectorOf, type Signed, type Vector } from './vector.ts'

/** How many mutations, and the seed of the random numbers. */
export interface MutationSettings {
  readonly runs: number
  readonly seed: number
}

/** Random numbers from 0 to one less than a limit. */
type Random = (limit: number) => number

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Each is a way to spoil a signature, or not. */
const MUTATIONS: Readonly<Record<string, (signature: Buffer, random: Random) => Buffer>> = {
  untouched: (signature) => signature,
  'a bit flipped': (signature, random) => {
    const index = random(signature.length)
    return withByte(signature, index, (signature[index] ?? 0) ^ (1 << random(8)))
  },
  'a byte replaced': (signature, random) => withByte(signature, random(signature.length), random(256)),
  'a byte taken out': (signature, random) => {
    const index = random(signature.length)
    return Buffer.concat([signature.subarray(0, index), signature.subarray(index + 1)])
  },
  'a byte put in': (signature, random) => {
    const index = random(signature.length + 1)
    return Buffer.concat([signature.subarray(0, index), Buffer.of(random(256)), signature.subarray(index)])
  },
  'cut off': (signature, random) => signature.subarray(0, random(signature.length)),
  'half of it zeros': (signature, random) => {
    const changed = Buffer.from(signature)
    const half = Math.floor(signature.length / 2)
    return changed.fill(0, random(2) * half, half * (1 + random(2)))
  },
  'halves swapped': (signature) => {
    const half = signature.length / 2
    return Buffer.concat([signature.subarray(half), signature.subarray(0, half)])
  },
  'random bytes': (signature, random) => Buffer.from(signature.map(() => random(256)))
}

/** Mutated signatures of all keys, the same for the same seed and keys. */
export function* mutatedVectors(
  signed: readonly Signed[],
  { runs, seed }: MutationSettings
): Generator<Vector> {
  const random = randomFrom(seed)
  const pool = signed.flatMap((each) => [
    each,
    ...['bob', 'carol'].map((name) => signAnother(each.key, name))
  ])
  const mutations = Object.entries(MUTATIONS)
  for (let run = 0; run < runs; run += 1) {
    const each = pool[random(pool.length)]
    const mutation = mutations[random(mutations.length)]
    if (each === undefined || mutation === undefined) continue
    const [title, mutate] = mutation
    const vector = vectorOf(each, title, mutate(each.signature, random))
    yield random(8) === 0
      ? { ...vector, signingInput: withOtherPayload(vector.signingInput, random) }
      : vector
  }
}

function withByte(signature: Buffer, index: number, value: number): Buffer {
  const changed = Buffer.from(signature)
  changed[index] = value
  return changed
}

function withOtherPayload(signingInput: string, random: Random): string {
  const start = signingInput.indexOf('.') + 1
  const index = start + random(signingInput.length - start)
  return signingInput.slice(0, index) + (BASE64URL[random(64)] ?? '') + signingInput.slice(index + 1)
}

/** Mulberry32: small, and good enough to choose bytes. */
function randomFrom(seed: number): Random {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) % limit
  }
}
