/** One challenge of a `WWW-Authenticate` header (RFC 9110 section 11.6.1). */
export interface ParsedChallenge {
  readonly scheme: string
  readonly token68: string | undefined
  /** lower-case parameter names with their unescaped values */
  readonly parameters: ReadonlyMap<string, string>
  /** names of parameters that occur more than once */
  readonly repeated: readonly string[]
}

/** The challenges of one header line. */
export interface ParsedChallenges {
  readonly challenges: readonly ParsedChallenge[]
  /** offset of the first syntax error; undefined if there is none */
  readonly brokenAt: number | undefined
}

const TOKEN = /[!#$%&'*+.^_`|~\dA-Za-z-]+/y
const TOKEN68 = /[\w.~+/-]+=*(?=[ \t]*(?:,|$))/y
const QUOTED =
  /"((?:[\t \u0021\u0023-\u005B\u005D-\u007E\u0080-\u00FF]|\\[\t \u0021-\u007E\u0080-\u00FF])*)"/y
const SPACES = / +/y
const SEPARATOR = /[ \t]*(?:,[ \t]*)+/y
const EQUALS = /[ \t]*=[ \t]*/y
const BLANK = /[ \t]*/y
const GAP = /[ \t,]*/y

interface Cursor {
  readonly text: string
  offset: number
}

interface Draft {
  readonly scheme: string
  token68: string | undefined
  readonly parameters: Map<string, string>
  readonly repeated: string[]
}

/**
 * Parses one `WWW-Authenticate` line: any number of challenges, token68 or parameters, quoted or bare values.
 * Keeps unknown schemes and parameters. Never throws: of a line with a syntax error it returns the challenges
 * before the error, and its offset.
 */
export function parseChallenges(line: string): ParsedChallenges {
  const cursor: Cursor = { text: line, offset: 0 }
  const challenges: Draft[] = []
  take(cursor, GAP)
  while (!isAtEnd(cursor)) {
    const challenge = readChallenge(cursor)
    if (challenge === undefined) return { challenges, brokenAt: cursor.offset }
    challenges.push(challenge)
    const separated = take(cursor, SEPARATOR) !== undefined
    take(cursor, BLANK)
    if (!separated && !isAtEnd(cursor)) return { challenges, brokenAt: cursor.offset }
  }
  return { challenges, brokenAt: undefined }
}

function readChallenge(cursor: Cursor): Draft | undefined {
  const scheme = take(cursor, TOKEN)?.[0]
  if (scheme === undefined) return undefined
  const draft: Draft = { scheme, token68: undefined, parameters: new Map(), repeated: [] }
  if (take(cursor, SPACES) !== undefined) readSchemeData(cursor, draft)
  return draft
}

function readSchemeData(cursor: Cursor, draft: Draft): void {
  if (readParameter(cursor, draft)) {
    readFurtherParameters(cursor, draft)
    return
  }
  draft.token68 = take(cursor, TOKEN68)?.[0]
}

// A comma separates parameters and challenges; a name without `=` starts a challenge.
function readFurtherParameters(cursor: Cursor, draft: Draft): void {
  for (;;) {
    const before = cursor.offset
    if (take(cursor, SEPARATOR) === undefined || !readParameter(cursor, draft)) {
      cursor.offset = before
      return
    }
  }
}

function readParameter(cursor: Cursor, draft: Draft): boolean {
  const before = cursor.offset
  const name = take(cursor, TOKEN)?.[0].toLowerCase()
  const value = name !== undefined && take(cursor, EQUALS) !== undefined ? readValue(cursor) : undefined
  if (name === undefined || value === undefined) {
    cursor.offset = before
    return false
  }
  if (draft.parameters.has(name)) draft.repeated.push(name)
  else draft.parameters.set(name, value)
  return true
}

function readValue(cursor: Cursor): string | undefined {
  const quoted = take(cursor, QUOTED)
  return quoted === undefined ? take(cursor, TOKEN)?.[0] : quoted[1]?.replaceAll(/\\(.)/g, '$1')
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.offset
  const match = pattern.exec(cursor.text) ?? undefined
  if (match !== undefined) cursor.offset = pattern.lastIndex
  return match
}

function isAtEnd(cursor: Cursor): boolean {
  return cursor.offset >= cursor.text.length
}
