import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import {
  createProtectedResource,
  EVENT_CHANNEL,
  ProtectedResourceError,
  type PortcullisEvent,
  type ProtectedResource,
  type ProtectedResourceOptions
} from '@portcullis/core'
import {
  createTestClock,
  createTestIssuer,
  type TestClock,
  type TestIssuer,
  type TestIssuerOptions,
  type TokenChange
} from '@portcullis/testing'
import { onTestFinished } from 'vitest'

/** What a rehearsal is made of, where it differs from a healthy issuer and a plain protected resource. */
export interface RehearsalSettings {
  readonly issuer?: TestIssuerOptions
  readonly options?: Partial<ProtectedResourceOptions>
}

/** A protected resource, the issuer that it trusts, and the clock that both go by. */
export interface Rehearsal {
  readonly issuer: TestIssuer
  readonly clock: TestClock
  readonly resource: ProtectedResource
  /** What was published since the start. */
  readonly events: readonly PortcullisEvent[]
  /** Presents an access token, by default a new one of the issuer, and tells the outcome in words. */
  ask(token?: string): Promise<string>
  /** Issues tokens and presents them at the same time; the promise is of the outcomes that are to come. */
  askMany(count: number): Promise<{ readonly outcomes: Promise<ReadonlySet<string>> }>
  /** Issues a token and presents it. */
  askWith(change: TokenChange): Promise<string>
  /** Waits, without letting time pass, until the issuer is being asked for a document. */
  untilAsked(document: 'metadata' | 'jwks'): Promise<void>
  /** Lets time pass until the set is refreshed: until the issuer is asked for it, answered or not. */
  advanceToRefresh(): Promise<void>
  /** How many answers the JWK Set has been asked for since the last call. */
  countFetches(): number
}

/** Opens an issuer with one quickly made key, which is closed when the test is over. */
export async function openIssuer(settings: TestIssuerOptions = {}): Promise<TestIssuer> {
  const issuer = await createTestIssuer({ algorithms: ['ES256'], ...settings })
  onTestFinished(() => issuer.close())
  return issuer
}

/** Opens a protected resource, which is closed when the test is over. */
export function openResource(options: ProtectedResourceOptions): ProtectedResource {
  const resource = createProtectedResource(options)
  onTestFinished(() => resource.close())
  return resource
}

/** Sets the stage. Nothing is fetched yet. */
export async function rehearse({ issuer: given, options }: RehearsalSettings = {}): Promise<Rehearsal> {
  const clock = createTestClock()
  const issuer = await openIssuer({ clock, ...given })
  const resource = openResource({ ...issuer.options, clock, ...options })
  const events = recordEvents()
  let counted = 0
  return {
    issuer,
    clock,
    resource,
    events,
    ask: async (token) => outcomeOf(resource, token ?? (await issuer.issue())),
    async askMany(count) {
      const tokens = await Promise.all(Array.from({ length: count }, () => issuer.issue()))
      const outcomes = Promise.all(tokens.map((token) => outcomeOf(resource, token)))
      return { outcomes: outcomes.then((told) => new Set(told)) }
    },
    askWith: async (change) => outcomeOf(resource, await issuer.issue(change)),
    async untilAsked(document) {
      while (issuer.requests[document] === 0) await clock.advance(0)
    },
    async advanceToRefresh() {
      const { jwks } = issuer.requests
      while (issuer.requests.jwks === jwks) await clock.advance(1)
    },
    countFetches() {
      const fetches = issuer.requests.jwks - counted
      counted = issuer.requests.jwks
      return fetches
    }
  }
}

/** Sets the stage with keys already fetched. */
export async function rehearseWarm(settings: RehearsalSettings = {}): Promise<Rehearsal> {
  const rehearsal = await rehearse(settings)
  await rehearsal.resource.warmUp()
  rehearsal.countFetches()
  return rehearsal
}

/** Authenticates a request with a token: `served`, or status and reason code. */
export async function outcomeOf(resource: ProtectedResource, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` }
  try {
    await resource.authenticate({ method: 'GET', url: '/', headers })
    return 'served'
  } catch (error) {
    if (error instanceof ProtectedResourceError) return `${error.status} ${error.code}`
    throw error
  }
}

/** Records what is published until the test is over. */
export function recordEvents(): readonly PortcullisEvent[] {
  const events: PortcullisEvent[] = []
  // Only this library publishes on the channel.
  const record = (message: unknown): void => void events.push(message as PortcullisEvent)
  subscribe(EVENT_CHANNEL, record)
  onTestFinished(() => void unsubscribe(EVENT_CHANNEL, record))
  return events
}

/** The events of one type, in their order. */
export function eventsOf<Type extends PortcullisEvent['type']>(
  events: readonly PortcullisEvent[],
  type: Type
): readonly Extract<PortcullisEvent, { type: Type }>[] {
  const isOfType = (event: PortcullisEvent): event is Extract<PortcullisEvent, { type: Type }> =>
    event.type === type
  return events.filter(isOfType)
}

/** A promise that a test settles when it is time. */
export interface Gate {
  readonly opened: Promise<void>
  open(): void
}

/** Makes a gate for the fault `wait`. */
export function createGate(): Gate {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
