/** Option names of other middlewares, and ours for the same thing. */
const FOREIGN_NAMES: Readonly<Record<string, string>> = {
  issuerBaseURL: 'issuer',
  issuerUrl: 'issuer',
  iss: 'issuer',
  domain: 'issuer',
  aud: 'audience',
  audiences: 'audience',
  clockTolerance: 'clockToleranceSeconds',
  leeway: 'clockToleranceSeconds',
  maxTokenAge: 'maxTokenAgeSeconds',
  tokenSigningAlg: 'algorithms',
  algorithm: 'algorithms',
  jwksUrl: 'jwksUri',
  secret: 'jwks'
}

/** Finds the name that was probably meant: a clause with the suggestion, or an empty string. */
export function didYouMean(name: string, names: readonly string[]): string {
  const meant = Object.hasOwn(FOREIGN_NAMES, name) ? FOREIGN_NAMES[name] : undefined
  const foreign = meant !== undefined && names.includes(meant) ? meant : undefined
  const nearest = names
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 4))
    .toSorted((a, b) => a.distance - b.distance)[0]?.candidate
  const suggestion = foreign ?? nearest
  return suggestion === undefined ? '' : `, did you mean "${suggestion}"?`
}

/** Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [row, character] of [...from].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? 0) + (character === other ? 0 : 1)
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
