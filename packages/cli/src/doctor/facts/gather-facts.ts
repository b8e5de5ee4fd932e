import { parseUrl } from '../../http/urls.ts'
import { decodeToken } from '../../token/decode-token.ts'
import type { DoctorSettings } from '../doctor-settings.ts'
import { isSignedByOneOf } from '../keys/verify-signature.ts'
import type { DoctorFacts, KeyFacts } from './doctor-facts.ts'
import { probeServer } from './probe-server.ts'
import { readApi } from './read-api.ts'
import { readCors } from './read-cors.ts'
import { readKeys } from './read-keys.ts'
import { readMetadata } from './read-metadata.ts'

/** Gathers everything the checks look at. `announce` hears what begins. */
export async function gatherFacts(
  given: DoctorSettings,
  announce: (step: string) => void
): Promise<DoctorFacts> {
  const settings = { ...given, origin: originOf(given.origin) }
  announce('Reading the metadata')
  const metadata = await readMetadata(settings.issuer)
  const document = metadata.chosen?.document
  announce('Fetching the keys')
  const keys = await readKeys(document)
  announce('Asking the authorization server')
  const cors = settings.origin === undefined ? undefined : await readCors(settings.origin, metadata.chosen)
  const serverProbes = settings.probe === true ? await probeServer(settings, document) : undefined
  announce('Asking the API')
  const api = await readApi(settings)
  const now = Date.now() / 1000
  return { settings, now, metadata, keys, ...readToken(settings, keys), cors, serverProbes, api }
}

// As browsers write it: without a slash or a path. They know other schemes only for apps, whose URLs have no origin.
function originOf(text: string | undefined): string | undefined {
  const url = parseUrl(text)
  return url?.origin === 'null' ? text : url?.origin
}

function readToken({ token }: DoctorSettings, keys: KeyFacts | undefined) {
  if (token === undefined) return { token, isTokenSigned: undefined }
  return { token: decodeToken(token), isTokenSigned: isSignedByOneOf(keys?.keys ?? [], token) }
}
