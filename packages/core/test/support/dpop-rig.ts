import { importVerificationKey } from '#engine'
import { createProofVerification, type DpopSettings, type VerifyProof } from '../../src/confirmation/dpop.ts'
import { createProofKeys } from '../../src/confirmation/proof-keys.ts'
import { createRecordUse } from '../../src/confirmation/proof-uses.ts'
import { createTargetUri } from '../../src/confirmation/target-uri.ts'
import { ALGORITHM_NAMES } from '../../src/jws/algorithms.ts'
import { createReplays } from '../../src/memory/replays.ts'
import type { Store } from '../../src/memory/store.ts'
import {
  ACCESS_TOKEN,
  createProofKey,
  PUBLIC_URL,
  TARGET,
  tokenHash,
  type ProofKeyPair
} from './proof-kit.ts'
import { stubClock, type StubClock } from './stub-clock.ts'
import { NOW } from './test-token.ts'

/** The client of these tests. */
export const client: ProofKeyPair = await createProofKey()

/** What its proofs must be for. */
export const EXPECTED = {
  method: 'GET',
  target: TARGET,
  tokenHash: tokenHash(ACCESS_TOKEN),
  jkt: client.jkt,
  get request() {
    return {}
  }
}

/** The verification of proofs, with a clock that a test moves. */
export interface Rig {
  readonly verify: VerifyProof
  readonly clock: StubClock
}

/** Creates a verification with a memory of its own. */
export function rigOf({ replays, ...change }: Partial<DpopSettings> & { replays?: Store } = {}): Rig {
  const clock = stubClock(NOW)
  const algorithms = new Set<string>(ALGORITHM_NAMES)
  const verify = createProofVerification({
    keys: createProofKeys({ algorithms, thread: 'mainThread', importKey: importVerificationKey }),
    proofMaxAgeSeconds: 300,
    proofMaxAheadSeconds: 30,
    nonces: undefined,
    recordUse: createRecordUse(replays ?? createReplays(clock), clock),
    targetUri: createTargetUri(PUBLIC_URL),
    now: () => clock.now(),
    ...change
  })
  return { verify, clock }
}
