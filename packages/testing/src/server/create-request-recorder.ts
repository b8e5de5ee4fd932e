import type { IssuerDocument } from './create-issuer-locations.ts'

/** The requests to a test issuer since it was created or since `resetRequests()`. The numbers are live. */
export interface RequestLog {
  /** Requests for metadata, at whichever location it is served. */
  readonly metadata: number
  /** Requests for the JWK Set. */
  readonly jwks: number
  /** Questions about tokens. */
  readonly introspection: number
  /** Method and target of every request, in the order of arrival, also of those that found nothing. */
  readonly all: readonly string[]
}

/** The log, and the pen to write it with. */
export interface RequestRecorder {
  readonly log: RequestLog
  /** Notes a request as it arrives, before any fault has its way with it. */
  note(target: string, document: IssuerDocument | undefined): void
  /** Starts again at zero. */
  reset(): void
}

/** Makes an empty log. */
export function createRequestRecorder(): RequestRecorder {
  const log = { metadata: 0, jwks: 0, introspection: 0, all: new Array<string>() }
  return {
    log,
    note(target, document) {
      log.all.push(target)
      if (document === 'jwks' || document === 'introspection') log[document] += 1
      else if (document !== undefined) log.metadata += 1
    },
    reset() {
      log.metadata = 0
      log.jwks = 0
      log.introspection = 0
      log.all = []
    }
  }
}
