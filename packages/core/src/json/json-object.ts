/** A JSON object of unknown members. */
export interface JsonObject {
  readonly [name: string]: unknown
}
