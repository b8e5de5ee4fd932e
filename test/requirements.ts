import { authorizationServer } from './requirements/authorization-server.ts'
import { bearer } from './requirements/bearer.ts'
import { dpopAnswers } from './requirements/dpop-answers.ts'
import { dpop } from './requirements/dpop.ts'
import { eventTokens } from './requirements/event-tokens.ts'
import { fapi } from './requirements/fapi.ts'
import { http } from './requirements/http.ts'
import { introspection } from './requirements/introspection.ts'
import { jose } from './requirements/jose.ts'
import { jwt } from './requirements/jwt.ts'
import { jwtAccessToken } from './requirements/jwt-access-token.ts'
import { mcp } from './requirements/mcp.ts'
import { mutualTls } from './requirements/mutual-tls.ts'
import { resourceMetadata } from './requirements/resource-metadata.ts'
import type { Requirement } from './requirements/requirement.ts'

const table = {
  ...http,
  ...bearer,
  ...jose,
  ...jwt,
  ...jwtAccessToken,
  ...authorizationServer,
  ...dpop,
  ...dpopAnswers,
  ...mutualTls,
  ...fapi,
  ...introspection,
  ...eventTokens,
  ...resourceMetadata,
  ...mcp
}

/** The id of a requirement: `B-10`. */
export type RequirementId = keyof typeof table

/** What the standards ask of a protected resource, by id; `docs/conformance.md` is made from it. */
export const requirements: Readonly<Record<RequirementId, Requirement>> = table

/**
 * Titles a test and says which requirements it proves: `verifies('B-10', 'a request without credentials …')`.
 * Write ids and title as literals: `requirements.test.ts` reads the citations from the source text.
 */
export function verifies(...idsAndTitle: [RequirementId, ...RequirementId[], title: string]): string {
  const title = idsAndTitle.at(-1) ?? ''
  return `${title} [${idsAndTitle.slice(0, -1).join(', ')}]`
}
