import type { OutgoingHttpHeaders } from 'node:http'
import type { ExpectedAnswer } from './expected-answer.ts'

/** One request and the answer that every adapter has to give to it. */
export interface ContractCase {
  title: string
  method?: string
  path: string
  headers?: OutgoingHttpHeaders
  /** The value of Authorization; made when the test runs, since tokens have a time. */
  authorization?: () => string
  body?: string
  /** A refusal is demanded byte for byte, a success by what the route says. */
  answer: ExpectedAnswer | { status: 200; json: unknown }
  /** Instead of `answer` on Express, whose `requireAuth` does not know the guards after it. */
  answerOnExpress?: ExpectedAnswer
}
