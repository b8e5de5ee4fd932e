import fc from 'fast-check'

/** A change of the finished token as text, after it was signed. */
export type TextMutation = (token: string) => string

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const intruders = ['.', '=', '==', '+', '/', '~', ' ', '\n', '\t', '%', ',', '\u0000', 'é', '\u2028', 'A', '']

function at(token: string, place: number): number {
  return Math.floor(place * token.length)
}

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

/** The neighbour of the last character of a part: where bits are unused it decodes to the same bytes. */
function nudgeEnd(token: string, part: number): string {
  const parts = token.split('.')
  const text = parts[part] ?? ''
  const index = alphabet.indexOf(text.slice(-1))
  parts[part] = text.slice(0, -1) + (alphabet[index ^ 1] ?? '')
  return parts.join('.')
}

const replaceOne = fc
  .tuple(place, fc.constantFrom(...alphabet))
  .map(([where, letter]): TextMutation => (token) => {
    const index = at(token, where)
    return token.slice(0, index) + letter + token.slice(index + 1)
  })

const insertOne = fc
  .tuple(place, fc.constantFrom(...intruders))
  .map(([where, text]): TextMutation => (token) => {
    const index = at(token, where)
    return token.slice(0, index) + text + token.slice(index)
  })

const cutAt = place.map(
  (where): TextMutation =>
    (token) =>
      token.slice(0, at(token, where))
)

const around = fc.constantFrom(...intruders).chain((text) =>
  fc.constantFrom<TextMutation>(
    (token) => token + text,
    (token) => text + token
  )
)

const partGames = fc.constantFrom<TextMutation>(
  (token) => nudgeEnd(token, 0),
  (token) => nudgeEnd(token, 1),
  (token) => nudgeEnd(token, 2),
  (token) => token.split('.').toReversed().join('.'),
  (token) => `${token}.`,
  (token) => `${token}.${token}`,
  (token) => token.split('.').slice(0, 2).join('.'),
  (token) => `${token.split('.').slice(0, 2).join('.')}.`,
  (token) => token.replace('.', '..'),
  (token) => token.toLowerCase(),
  (token) => token.replaceAll('-', '+').replaceAll('_', '/'),
  (token) => `${token}${'='.repeat(token.length % 4)}`,
  (token) => `${token}.AA.AA`,
  (token) => token.padEnd(20_000, 'A')
)

const untouched = fc.constant<TextMutation>((token) => token)

/** Mostly no change at all; else one that a careless or hostile party could make on the way. */
export const textMutation: fc.Arbitrary<TextMutation> = fc.oneof(
  { arbitrary: untouched, weight: 12 },
  { arbitrary: replaceOne, weight: 2 },
  { arbitrary: insertOne, weight: 2 },
  { arbitrary: cutAt, weight: 1 },
  { arbitrary: around, weight: 1 },
  { arbitrary: partGames, weight: 2 }
)
