import type { IncomingMessage } from 'node:http'
import type { PublicJwk } from '../keys/public-jwk.ts'
import type { FaultControl } from '../faults/create-fault-control.ts'
import { createFaultPlanner } from '../faults/create-fault-control.ts'
import type { PlannedAnswer } from '../faults/planned-answer.ts'
import type { IssuerDocument, IssuerLocations, MetadataLocation } from './create-issuer-locations.ts'
import { createIssuerServer } from './create-issuer-server.ts'
import type { IssuerServer } from './create-issuer-server.ts'
import { createMetadataDocument } from './create-metadata-document.ts'
import { createRequestListener } from './create-request-listener.ts'
import { createRequestRecorder } from './create-request-recorder.ts'
import type { RequestRecorder } from './create-request-recorder.ts'
import type { TlsIdentity } from './create-self-signed-certificate.ts'

/** What is served, and where. */
export interface ServingSettings {
  readonly locations: IssuerLocations
  /** The locations that the metadata is served at; the first wins where two share an address. */
  readonly metadataLocations: readonly MetadataLocation[]
  /** The published keys of the moment. */
  readonly publishedKeys: () => readonly PublicJwk[]
  /** What the metadata call the issuer's algorithms. */
  readonly algorithms: readonly string[]
  /** Answers a question about a token. */
  readonly introspect: (request: IncomingMessage) => Promise<PlannedAnswer>
  readonly port: number
  /** The name of the server in its addresses. */
  readonly host: string
  readonly tls?: TlsIdentity | undefined
}

/** An issuer whose documents are being served. */
export interface ServedIssuer {
  /** Scheme, host and port. */
  readonly origin: string
  readonly port: number
  readonly server: IssuerServer
  readonly recorder: RequestRecorder
  readonly faults: FaultControl
}

/**
 * Serves the documents of an issuer over HTTP.
 *
 * @throws {Error} When the port is taken.
 */
export async function serveIssuer(settings: ServingSettings): Promise<ServedIssuer> {
  const faults = createFaultPlanner()
  const recorder = createRequestRecorder()
  let origin = ''
  const server = createIssuerServer({
    tls: settings.tls,
    listener: createRequestListener({
      routes: createRoutes(settings),
      contentOf: (document) =>
        document === 'jwks' ? { keys: settings.publishedKeys() } : metadataAt(origin, settings),
      introspect: settings.introspect,
      faults,
      recorder
    })
  })
  const port = await server.start(settings.port)
  origin = `${settings.tls === undefined ? 'http' : 'https'}://${settings.host}:${port}`
  return { origin, port, server, recorder, faults: faults.control }
}

function createRoutes({
  locations,
  metadataLocations
}: ServingSettings): ReadonlyMap<string, IssuerDocument> {
  const routes = new Map<string, IssuerDocument>([
    [locations.paths.jwks, 'jwks'],
    [locations.paths.introspection, 'introspection']
  ])
  for (const location of metadataLocations) {
    const path = locations.paths[location]
    if (!routes.has(path)) routes.set(path, location)
  }
  return routes
}

function metadataAt(origin: string, { locations, algorithms }: ServingSettings) {
  return createMetadataDocument({
    issuer: origin + locations.issuerPath,
    jwksUri: origin + locations.paths.jwks,
    introspectionEndpoint: origin + locations.paths.introspection,
    algorithms
  })
}
