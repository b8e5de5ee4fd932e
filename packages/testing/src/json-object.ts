/** A JSON object, member by member. */
export type JsonObject = Readonly<Record<string, unknown>>
