/** A finished answer to a refused request, for any framework: copy it. */
export interface Answer {
  /** HTTP status. */
  readonly status: number
  /** Header fields, each on one line. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON, or undefined for no body. */
  readonly body: string | undefined
}
