/**
 * Header fields of an answer, by name. An array holds one member for each line, such as two
 * `WWW-Authenticate` challenges.
 */
export type AnswerHeaders = Readonly<Record<string, string | string[]>>

/** A finished answer to a refused request, for any framework: copy it. */
export interface Answer {
  /** HTTP status. */
  readonly status: number
  /** Header fields. */
  readonly headers: AnswerHeaders
  /** JSON, or undefined for no body. */
  readonly body: string | undefined
}

/**
 * Returns the headers of an answer without those of its body, for hosts in which the application writes
 * another body.
 *
 * @param answer The answer.
 */
export function headersWithoutBody({ headers }: Answer): AnswerHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('Content-')))
}
