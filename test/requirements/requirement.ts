/**
 * How strongly the source asks. `OURS`: no standard says it, we do. `DESCRIBED`: the source tells it without
 * a keyword.
 */
export type RequirementLevel =
  | 'MUST'
  | 'MUST NOT'
  | 'SHOULD'
  | 'SHOULD NOT'
  | 'RECOMMENDED'
  | 'REQUIRED'
  | 'MAY'
  | 'OPTIONAL'
  | 'OURS'
  | 'DESCRIBED'

/** `followed` asks for a test that cites the requirement, the other two for a reason. */
export type Verdict =
  | { verdict: 'followed'; note?: string }
  | { verdict: 'notFollowed'; reason: string }
  | { verdict: 'notApplicable'; reason: string }

/** One sentence of a standard about a protected resource, in our words. */
export type Requirement = Verdict & {
  level: RequirementLevel
  sentence: string
  /** Documents with section, most binding first: `RFC 6750 §3.1`. Empty where the rule is only ours. */
  sources: readonly string[]
}
