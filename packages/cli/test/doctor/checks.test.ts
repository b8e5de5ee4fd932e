import { describe, expect, it } from 'vitest'
import { ALL_CHECKS } from '../../src/doctor/checks/all-checks.ts'
import { findSkipped } from '../../src/doctor/facts/read-keys.ts'
import { describeFinding, WORDS } from '../../src/doctor/words/describe-finding.ts'
import { REFUSAL_CODES, refusalCodeOf } from '../../src/doctor/words/refusal-codes.ts'
import { placeholdersOf } from '../../src/words/fill-in.ts'
import { API_CASES } from './cases/api-cases.ts'
import { API_PROBE_CASES } from './cases/api-probe-cases.ts'
import { BROWSER_ACCESS_CASES } from './cases/browser-access-cases.ts'
import { CAPABILITY_CASES } from './cases/capability-cases.ts'
import { FLOW_CASES } from './cases/flow-cases.ts'
import { ISSUER_CASES } from './cases/issuer-cases.ts'
import { KEY_CASES } from './cases/key-cases.ts'
import { RESOURCE_METADATA_CASES } from './cases/resource-metadata-cases.ts'
import { SERVER_PROBE_CASES } from './cases/server-probe-cases.ts'
import { TOKEN_CASES } from './cases/token-cases.ts'
import { goodFacts } from './good-facts.ts'
import { type CheckCase } from './change-facts.ts'

const CASES = [
  ...ISSUER_CASES,
  ...FLOW_CASES,
  ...SERVER_PROBE_CASES,
  ...BROWSER_ACCESS_CASES,
  ...KEY_CASES,
  ...TOKEN_CASES,
  ...CAPABILITY_CASES,
  ...API_CASES,
  ...API_PROBE_CASES,
  ...RESOURCE_METADATA_CASES
]

async function findingOf({ id, when }: CheckCase) {
  const check = ALL_CHECKS.find((one) => one.id === id)
  if (check === undefined) throw new Error(`there is no check ${id}`)
  const facts = when(goodFacts())
  const { keys } = facts
  const judged = keys && { ...keys, skipped: await findSkipped(keys.keys ?? []) }
  return check.run({ ...facts, keys: judged })
}

describe('the checks of the doctor', () => {
  it('are X-01 to X-51 and Y-01 to Y-10, each once', () => {
    const numbers = (prefix: string, last: number) =>
      Array.from({ length: last }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`)
    expect(ALL_CHECKS.map(({ id }) => id)).toEqual([...numbers('X', 51), ...numbers('Y', 10)])
  })

  it.each(CASES)('$id ends with $ends', async (one) => {
    const { status, reason } = await findingOf(one)
    expect(`${status} ${reason}`).toBe(one.ends)
  })

  it('have a test case for every reason they can end with', () => {
    const shown = new Set(CASES.map(({ id, ends }) => `${id} ${ends.split(' ')[1] ?? ''}`))
    const possible = ALL_CHECKS.flatMap(({ id, reasons }) => reasons.map((reason) => `${id} ${reason}`))
    expect(possible.filter((one) => !shown.has(one))).toEqual([])
  })

  it('have titles of at most 22 characters, the width of their column', () => {
    expect(ALL_CHECKS.filter(({ title }) => title.length > 22)).toEqual([])
  })

  it('report no failure for a server, a token and an API without faults', () => {
    const facts = goodFacts()
    const found = ALL_CHECKS.map(({ id, run }) => ({ id, ...run(facts) }))
    expect(found.filter(({ status }) => status === 'fail')).toEqual([])
  })
})

describe('the words of the doctor', () => {
  it('exist for every reason of every check, and for nothing else', () => {
    const possible = ALL_CHECKS.flatMap(({ id, reasons }) => reasons.map((reason) => `${id} ${reason}`))
    const said = Object.entries(WORDS).flatMap(([id, words]) =>
      Object.keys(words).map((reason) => `${id} ${reason}`)
    )
    expect(said.toSorted()).toEqual(possible.toSorted())
  })

  it('name a reason code for reasons of checks only', () => {
    const possible = ALL_CHECKS.flatMap(({ id, reasons }) => reasons.map((reason) => `${id} ${reason}`))
    const named = Object.entries(REFUSAL_CODES).flatMap(([id, codes]) =>
      Object.keys(codes).map((reason) => `${id} ${reason}`)
    )
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((one) => !possible.includes(one))).toEqual([])
  })

  it.each(CASES.filter(({ ends }) => /^(?:pass|skip) /.test(ends)))(
    '$id $ends: there is no reason code, since an API does not refuse for it',
    ({ id, ends }) => {
      expect(refusalCodeOf(id, ends.split(' ')[1] ?? '')).toBeUndefined()
    }
  )

  it.each(CASES)('$id $ends: the words mention only facts of the finding', async (one) => {
    const finding = await findingOf(one)
    const mentioned = placeholdersOf(WORDS[one.id]?.[finding.reason] ?? '')
    expect(Object.keys(finding.detail)).toEqual(expect.arrayContaining([...mentioned]))
  })

  it.each(CASES)('$id $ends: there is a hint exactly if there is something to do', async (one) => {
    const { message, hint } = describeFinding(one.id, await findingOf(one))
    expect(message).not.toMatch(/^\s*$|undefined/)
    expect(hint === undefined).toBe(/^(?:pass|skip) /.test(one.ends))
  })
})
