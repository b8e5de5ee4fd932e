import type { Citation } from './citations.ts'
import { sourceLink } from './links.ts'
import type { Requirement } from './requirement.ts'

/** The tables of the page: the letter of their ids, and what they are about. */
const chapters: Record<string, string> = {
  H: 'HTTP, header parsing and CORS',
  B: 'Bearer tokens, OAuth 2.0 and 2.1',
  J: 'JOSE and JWT',
  T: 'JWT access tokens (RFC 9068)',
  A: 'Metadata and keys of the authorization server',
  D: 'DPoP (RFC 9449)',
  M: 'Certificate-bound tokens (RFC 8705) and cnf (RFC 7800)',
  F: 'FAPI 2.0 Security Profile',
  I: 'Introspection (RFC 7662) and its signed responses (RFC 9701)',
  S: 'Logout tokens (OpenID Connect Back-Channel Logout 1.0) and security events (RFC 8935, CAEP)',
  P: 'Protected resource metadata (RFC 9728)',
  C: 'Authorization of the Model Context Protocol'
}

const proofsShown = 3

const introduction = `# Conformance

For security reviewers: what each standard requires of a protected resource, and which test proves that Portcullis does it.

The sentences are ours; the link leads to the words that count. The level OURS is a rule that no standard states. DESCRIBED is a rule that a standard states without a keyword.

Made from \`test/requirements.ts\` and from the tests that cite its ids. A test fails if the page is not up to date; \`npx vitest run test/requirements.test.ts -u\` writes it again.
`

/** Makes `docs/conformance.md` from the requirements and the tests that cite them; not yet formatted. */
export function conformancePage(
  requirements: Readonly<Record<string, Requirement>>,
  citations: readonly Citation[]
): string {
  const entries = Object.entries(requirements)
  const tables = Object.entries(chapters).map(([letter, title]) => {
    const rows = entries
      .filter(([id]) => id.startsWith(`${letter}-`))
      .map(([id, row]) => tableRow(id, row, citations))
    return `## ${title}\n\n| id | level | requirement | verdict | proof or reason |\n|---|---|---|---|---|\n${rows.join('\n')}\n`
  })
  return [introduction, summary(entries.map(([, row]) => row)), ...tables].join('\n')
}

function summary(rows: readonly Requirement[]): string {
  const count = (verdict: Requirement['verdict']) => rows.filter((row) => row.verdict === verdict).length
  return `Of ${rows.length} requirements ${count('followed')} are followed, ${count('notFollowed')} are not, and ${count('notApplicable')} do not apply.\n`
}

function tableRow(id: string, row: Requirement, citations: readonly Citation[]): string {
  const links = row.sources.map((source) => `[${source}](${sourceLink(source)})`).join(', ')
  const sentence = links === '' ? row.sentence : `${row.sentence} ${links}`
  return `| ${[id, row.level, sentence, verdictText(row), proofText(id, row, citations)].join(' | ')} |`
}

function verdictText({ verdict }: Requirement): string {
  if (verdict === 'followed') return 'followed'
  return verdict === 'notFollowed' ? '**not followed**' : 'does not apply'
}

function proofText(id: string, row: Requirement, citations: readonly Citation[]): string {
  if (row.verdict !== 'followed') return row.reason
  const proofs = citations.filter((citation) => citation.id === id).slice(0, proofsShown)
  const tests = proofs.map(({ file, title }) => `[${plainTitle(title)}](../${file})`).join('; ')
  return row.note === undefined ? tests : `${tests}. ${row.note}`
}

/** A title without the names that the test runner fills in, safe inside a table. */
function plainTitle(title: string): string {
  return title.replaceAll(/ on \$\w+/gu, '').replaceAll('|', '\\|')
}
