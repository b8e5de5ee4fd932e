import { parseUrl } from '../../http/urls.ts'
import type { DoctorFacts } from './doctor-facts.ts'
import type { DoctorSettings } from './doctor-settings.ts'
import { probeServer } from './probe-server.ts'
import { readApi } from './read-api.ts'
import { readCors } from './read-cors.ts'
import { readKeys } from './read-keys.ts'
import { readMetadata } from './read-metadata.ts'
import { readSample } from './read-sample.ts'

/** Gathers everything the checks examine. Calls `announce` with the name of each step. */
export async function gatherFacts(
  given: DoctorSettings,
  announce: (step: string) => void
): Promise<DoctorFacts> {
  const settings = { ...given, origin: originOf(given.origin) }
  announce('Fetching the metadata')
  const metadata = await readMetadata(settings.issuer)
  const document = metadata.chosen?.document
  announce('Fetching the keys')
  const keys = await readKeys(document)
  const token = await readSample(settings.token, keys)
  announce('Checking the authorization server')
  const cors = settings.origin === undefined ? undefined : await readCors(settings.origin, metadata.chosen)
  const serverProbes = settings.probe === true ? await probeServer(settings, document) : undefined
  announce('Checking the API')
  const api = await readApi(settings)
  return { settings, now: Date.now() / 1000, metadata, keys, token, cors, serverProbes, api }
}

// As browsers write it: without trailing slash and path. URLs with an app's own scheme have no origin.
function originOf(text: string | undefined): string | undefined {
  const url = parseUrl(text)
  return url?.origin === 'null' ? text : url?.origin
}
