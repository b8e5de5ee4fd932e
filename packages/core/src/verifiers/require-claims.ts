import type { ClaimsSchema, SchemaIssue } from '../claims/claims-schema.ts'
import type { VerifiedContext } from '../context/create-auth-context.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { quote } from '../errors/quote.ts'
import { withCaller } from '../errors/refused-caller.ts'
import { isJsonObject } from '../json/is-json-object.ts'

/**
 * Requires that the option `claims` accepts the claims of a verified token; its output becomes the claims of
 * the context. What the schema throws is an error of the application.
 *
 * @param context The context of the token.
 * @param schema The option.
 * @throws {ProtectedResourceError} `claims_rejected`.
 * @throws {TypeError} For a schema that answers neither an object nor what is wrong.
 */
export async function requireClaims(context: VerifiedContext, schema: ClaimsSchema): Promise<void> {
  // A copy, since schemas of arktype change their input.
  const answer = schema['~standard'].validate(structuredClone(context.extra))
  // JavaScript can answer anything.
  const result: { value?: unknown; issues?: readonly SchemaIssue[] | undefined } = await answer
  const { issues } = result
  if (issues !== undefined)
    throw withCaller(new ProtectedResourceError('claims_rejected', { hint: hintFor(issues) }), context)
  if (!isJsonObject(result.value)) throw new TypeError(NO_OBJECT)
  context.replaceClaims(result.value)
}

const NO_OBJECT = 'the schema of the option "claims" must return an object'

const WHOLE = 'the claims as a whole'
const MAX_PATHS = 5

/** Names claims, and never their values: messages of a schema can contain them. */
function hintFor(issues: readonly SchemaIssue[]): string {
  const paths = [...new Set(issues.map(({ path = [] }) => nameOf(path)))]
  const named = paths.slice(0, MAX_PATHS).join(', ') || WHOLE
  const more = paths.length > MAX_PATHS ? ` and ${paths.length - MAX_PATHS} more` : ''
  return `the schema of the option "claims" rejected ${named}${more}: configure the authorization server to issue these claims, or change the schema`
}

function nameOf(path: NonNullable<SchemaIssue['path']>): string {
  const names = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment))
  return names.length === 0 ? WHOLE : quote(names.join('.'))
}
