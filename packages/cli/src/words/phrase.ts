/** A problem in words, and what to do about it. */
export interface Phrase {
  readonly says: string
  /** undefined if there is nothing to do */
  readonly hint: string | undefined
}

const ARROW = ' → '

/** Splits a phrase that is written as people see it: `problem → what to do`. */
export function splitPhrase(text: string): Phrase {
  const at = text.indexOf(ARROW)
  return at === -1
    ? { says: text, hint: undefined }
    : { says: text.slice(0, at), hint: text.slice(at + ARROW.length) }
}

/** By check id and reason: `problem → what to do`, with placeholders for facts. */
export type CheckWords = Readonly<Record<string, Readonly<Record<string, string>>>>
