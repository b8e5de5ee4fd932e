import type { Answer } from '../challenge/answer.ts'
import type { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { Revocation } from '../memory/revocation.ts'
import type { EventMessage } from './event-message.ts'
import type { SecurityEventName } from './receiver-options.ts'
import type { EventRules, VerifiedEvent } from './verify-event-token.ts'

/** One event of a message, and the tokens that it ends. */
export interface EventEnd {
  readonly event: 'logout' | SecurityEventName
  readonly revocation: Revocation
}

/** What is particular to one kind of message; everything else is the same for all. */
export interface MessageKind {
  readonly source: 'logout_token' | 'security_event'
  readonly rules: EventRules
  readonly answers: MessageAnswers
  /**
   * Reads the token of a message, and checks how it was sent.
   *
   * @throws {ProtectedResourceError} If there is none; the promise rejects with it.
   */
  readToken(message: EventMessage): Promise<string>
  /**
   * Reads which tokens a verified event ends; none for an event without an effect.
   *
   * @throws {ProtectedResourceError} For an event that is not as its definition says.
   */
  effectsOf(event: VerifiedEvent): readonly EventEnd[]
}

/** The answers to messages of one kind. */
export interface MessageAnswers {
  /** The event has its effect, or needs none. */
  readonly received: Answer
  /** Whether an event that arrives again is refused. Its effect stays. */
  readonly refusesRepeated: boolean
  /** Creates the answer to a message that is refused; 503 if the sender can try again. */
  refused(error: ProtectedResourceError): Answer
}
