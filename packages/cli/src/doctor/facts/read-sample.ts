import { inspectSignature, inspectToken } from '@portcullis/core/inspect'
import type { KeyFacts, TokenFacts } from './doctor-facts.ts'

/** Parses the sample token, and verifies its signature if there is a key set. */
export async function readSample(
  token: string | undefined,
  keys: KeyFacts | undefined
): Promise<TokenFacts | undefined> {
  if (token === undefined) return undefined
  const signatureFailure = keys?.keys === undefined ? undefined : await inspectSignature(token, keys.keys)
  return { ...inspectToken(token), bytes: Buffer.byteLength(token), signatureFailure }
}
