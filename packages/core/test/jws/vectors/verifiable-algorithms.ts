import { generateKeyPair } from 'jose'
import { ALGORITHM_NAMES, type AlgorithmName } from '../../../src/jws/algorithms.ts'

/** The algorithms that this runtime has: not every one has ML-DSA. */
export async function verifiableAlgorithms(): Promise<readonly AlgorithmName[]> {
  const hasMlDsa = await generateKeyPair('ML-DSA-44').then(
    () => true,
    () => false
  )
  return ALGORITHM_NAMES.filter((name) => hasMlDsa || !name.startsWith('ML-DSA'))
}
