import type { ProofSettings } from '../explain/explain-proof.ts'
import { parseUrl } from '../http/urls.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { readProof } from '../token/read-token.ts'

/** The flags that describe a request with a proof. */
export interface ProofFlags {
  readonly proof?: string
  readonly method?: string
  readonly url?: string
}

/**
 * Reads the proof and the request that it is for; undefined without `--proof`.
 *
 * @throws {UsageError} If the request is not described, or there is no proof to read
 */
export async function readProofSettings(
  { proof: file, method = 'GET', url: address }: ProofFlags,
  tokenFile: string | undefined,
  terminal: Terminal
): Promise<ProofSettings | undefined> {
  if (file === undefined) return undefined
  const url = parseUrl(address)
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError('--proof needs --url: the http or https URL that the client called')
  if (file === '-' && tokenFile === '-')
    throw new UsageError('token and proof cannot both come from standard input; pass a file to one of them')
  return { proof: await readProof(file, terminal), method, url }
}
