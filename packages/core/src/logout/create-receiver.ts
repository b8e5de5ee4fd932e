import { sha256 } from '#digest'
import { hasListeners, publish } from '#events'
import { LRUCache } from 'lru-cache'
import type { Answer } from '../challenge/answer.ts'
import { isProtectedResourceError, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isPromise } from '../flow/is-promise.ts'
import { createReplays } from '../memory/replays.ts'
import type { Revocation } from '../memory/revocation.ts'
import type { Store } from '../memory/store.ts'
import type { EventMessage, ReceiveMessage } from './event-message.ts'
import { methodNotAllowed } from './message-answers.ts'
import type { MessageKind } from './message-kind.ts'
import { verifyEventToken, type EventVerification, type VerifiedEvent } from './verify-event-token.ts'

/** What receivers share. */
export interface ReceiverParts extends EventVerification {
  /** Revokes tokens; rejects with a 503 if a shared list does not confirm it. */
  readonly revoke: (revocation: Revocation) => Promise<void>
}

/** How many events this process records as done. */
const MAX_DONE = 10_000

/**
 * Creates the receiver of one kind of message: reads, verifies, revokes, and records the message as used, in
 * this order. A message whose revocation is not confirmed is not recorded, so that the sender can repeat it.
 *
 * @param kind What is particular to this kind.
 * @param replays Where used messages are recorded; undefined for a memory of this process.
 * @param parts What receivers share.
 * @returns The receiver.
 */
export function createReceiver(
  kind: MessageKind,
  replays: Store | undefined,
  parts: ReceiverParts
): ReceiveMessage {
  const { answers, source } = kind
  const used = replays ?? createReplays(parts.clock)
  const done = new LRUCache<string, true>({ max: MAX_DONE })

  async function receive(message: EventMessage): Promise<Answer> {
    const token = await kind.readToken(message)
    const event = await verifyEventToken(token, kind.rules, parts)
    const ends = kind.effectsOf(event)
    const digest = sha256([source, event.issuer, event.jti].join('\n'))
    const key = isPromise(digest) ? await digest : digest
    if (done.has(key)) return answerRepeated()
    for (const { revocation } of ends) await parts.revoke(revocation)
    const isNew = await record(used, key, event)
    done.set(key, true)
    if (!isNew) return answerRepeated()
    for (const end of ends) publishEnd(event, end)
    return answers.received
  }

  function answerRepeated(): Answer {
    if (!answers.refusesRepeated) return answers.received
    throw new ProtectedResourceError('token_replayed', { hint: HINT_REPEATED })
  }

  return async (message) => {
    if (message.method !== undefined && message.method !== 'POST') return methodNotAllowed
    try {
      return await receive(message)
    } catch (error) {
      if (!isProtectedResourceError(error)) throw error
      const answer = answers.refused(error)
      const { code, page, hint, cause } = error
      if (hasListeners())
        publish({ type: 'logout_refused', source, code, page, status: answer.status, hint, cause })
      return answer
    }
  }
}

/** How far the clocks of instances and of a store may be apart, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 10

async function record(used: Store, key: string, { acceptedUntil }: VerifiedEvent): Promise<boolean> {
  try {
    const isNew: unknown = await used.add(key, acceptedUntil + CLOCK_TOLERANCE_SECONDS)
    // Only true is new, whatever an untyped store returns.
    return isNew === true
  } catch (cause) {
    throw new ProtectedResourceError('replay_store_unavailable', { hint: HINT_STORE, cause })
  }
}

function publishEnd(
  { issuer }: VerifiedEvent,
  { event, revocation }: ReturnType<MessageKind['effectsOf']>[number]
): void {
  const target = 'sessionId' in revocation ? 'session' : 'subject'
  if (hasListeners()) publish({ type: 'logout_received', issuer, event, target })
}

const HINT_REPEATED =
  'a logout token with this "jti" arrived before: it took effect then, and is not applied again'
const HINT_STORE =
  'the message could not be recorded as used: the store of the option "replays" failed or is full'
