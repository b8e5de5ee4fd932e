import { headerLines, type Exchange } from '../../http/exchange.ts'
import { parseChallenges } from '../../http/parse-challenges.ts'
import type { ChallengeFacts } from './doctor-facts.ts'

/** Parses the challenges of an answer, line by line. */
export function readChallenges(exchange: Exchange): ChallengeFacts {
  const lines = headerLines(exchange, 'www-authenticate')
  const parsed = lines.map((line) => ({ line, ...parseChallenges(line) }))
  const broken = parsed.find(({ brokenAt }) => brokenAt !== undefined)
  return {
    lines,
    challenges: parsed.flatMap(({ challenges }) => challenges),
    mostOnOneLine: Math.max(0, ...parsed.map(({ challenges }) => challenges.length)),
    breaksAt: broken?.line.slice(broken.brokenAt, (broken.brokenAt ?? 0) + 12)
  }
}
