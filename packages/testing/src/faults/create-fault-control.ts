import { METADATA_LOCATIONS } from '../server/create-issuer-locations.ts'
import type { IssuerDocument } from '../server/create-issuer-locations.ts'
import { applyFault, isFaultKind } from './apply-fault.ts'
import type { Fault, FaultKind, FaultTarget } from './fault.ts'
import type { PlannedAnswer } from './planned-answer.ts'

/** Makes a test issuer misbehave on command, so that an outage can be rehearsed. */
export interface FaultControl {
  /**
   * Applies faults from the next request on, in addition to the active ones, in the given order: a `delay`
   * and a `status` cause a late error. If two faults decide the same thing, the later one wins.
   *
   * @param target The documents that they affect.
   * @param faults What goes wrong; see `FaultSettings` for every kind.
   * @returns Ends these faults and no other.
   * @throws {TypeError} When a kind is unknown, or concerns a document that is not in the target: an
   *   `emptySet` of metadata.
   */
  apply(target: FaultTarget, ...faults: readonly Fault[]): () => void
  /**
   * Ends faults. Responses that have started continue as they started.
   *
   * @param target The documents that are healthy again. Default: all, introspection included.
   */
  clear(target?: FaultTarget): void
  /**
   * The faults that apply to the next request for a document.
   *
   * @param document One document; metadata is named by its location.
   */
  active(document: IssuerDocument): readonly Fault[]
}

/** The control, and how the server asks it what to answer. */
export interface FaultPlanner {
  readonly control: FaultControl
  /** The plan of an answer after every fault of the document; counts towards the limits of the faults. */
  plan(document: IssuerDocument, healthy: PlannedAnswer): PlannedAnswer
}

/** A fault that lies in wait, with its own count, which all documents of its target share. */
interface ArmedFault {
  readonly fault: Fault
  left: number
}

const METADATA_ONLY: ReadonlySet<FaultKind> = new Set(['wrongIssuer', 'issuerWithSlash', 'insecureJwksUri'])
const JWKS_ONLY: ReadonlySet<FaultKind> = new Set([
  'emptySet',
  'keysMissing',
  'keysNotArray',
  'badKeys',
  'noUsableKey',
  'keysWithoutKid'
])

/** Makes the control of an issuer without faults. */
export function createFaultPlanner(): FaultPlanner {
  const armed = new Map<IssuerDocument, ArmedFault[]>()
  const armedFor = (document: IssuerDocument): ArmedFault[] =>
    (armed.get(document) ?? []).filter((entry) => entry.left > 0)

  const control: FaultControl = {
    apply(target, ...faults) {
      const documents = documentsOf(target)
      for (const fault of faults) requireApplicable(fault, documents)
      const added = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }))
      for (const document of documents) {
        const concerned = added.filter(({ fault }) => concerns(fault.kind, document))
        armed.set(document, [...armedFor(document), ...concerned])
      }
      return () => {
        for (const entry of added) entry.left = 0
      }
    },
    clear(target) {
      if (target === undefined) armed.clear()
      else for (const document of documentsOf(target)) armed.delete(document)
    },
    active: (document) => armedFor(document).map(({ fault }) => fault)
  }

  return {
    control,
    plan(document, healthy) {
      const striking = armedFor(document)
      for (const entry of striking) entry.left -= 1
      return striking.reduce((plan, { fault }) => applyFault(plan, fault), healthy)
    }
  }
}

function documentsOf(target: FaultTarget): readonly IssuerDocument[] {
  if (target === 'both') return [...METADATA_LOCATIONS, 'jwks']
  return target === 'metadata' ? METADATA_LOCATIONS : [target]
}

function concerns(kind: FaultKind, document: IssuerDocument): boolean {
  const isMetadata = document !== 'jwks' && document !== 'introspection'
  return (isMetadata || !METADATA_ONLY.has(kind)) && (document === 'jwks' || !JWKS_ONLY.has(kind))
}

function requireApplicable(fault: Fault, documents: readonly IssuerDocument[]): void {
  if (!isFaultKind(fault.kind)) throw new TypeError(`there is no fault of the kind "${String(fault.kind)}"`)
  if (documents.some((document) => concerns(fault.kind, document))) return
  const place = METADATA_ONLY.has(fault.kind) ? 'metadata' : 'jwks'
  throw new TypeError(`the fault "${fault.kind}" can only be applied to "${place}" or "both"`)
}
