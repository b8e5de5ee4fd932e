import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { zooJwks } from '../tokens/key-zoo.ts'
import { judge, resourceFor, type CoreVerdict } from '../reference/core-verdict.ts'
import { decide } from '../reference/decide.ts'
import { justifiedDifferences } from '../reference/differences.ts'
import { generatedToken } from '../reference/generated-token.ts'
import { audience, issuer, now } from '../reference/oddities.ts'
import type { ReferenceSettings, ReferenceVerdict } from '../reference/reference-settings.ts'

/** Tokens for each of the settings: more if the environment asks for them. */
const runs = Number(process.env['PORTCULLIS_DIFFERENTIAL_RUNS'] ?? '15000')
/** The same in every run, unless the environment names another: no run fails by chance. */
const seed = Number(process.env['PORTCULLIS_DIFFERENTIAL_SEED'] ?? '1')
const mismatchesShown = 5

const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const

const base: ReferenceSettings = {
  issuer,
  audience,
  jwks: zooJwks,
  algorithms,
  strict: false,
  toleranceSeconds: 30,
  now
}

const settingsUnderTest: readonly { name: string; settings: ReferenceSettings }[] = [
  { name: 'the default settings', settings: base },
  {
    name: 'the profile of RFC 9068 without tolerance',
    settings: { ...base, strict: true, toleranceSeconds: 0 }
  },
  {
    name: 'few algorithms, a maximum age, one audience',
    settings: {
      ...base,
      algorithms: ['ES256', 'RS256'],
      toleranceSeconds: 300,
      maxTokenAgeSeconds: 120,
      rejectMultipleAudiences: true
    }
  }
]

/** What a disagreement is about; the parts are decoded, since a token tells a reader nothing. */
function mismatch(token: string, core: CoreVerdict, reference: ReferenceVerdict): object {
  const [header = '', claims = ''] = token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString().slice(0, 500))
  return { core, reference, header, claims }
}

function isJustified(token: string, core: CoreVerdict): boolean {
  const side = core.accepted ? 'core' : 'reference'
  return justifiedDifferences.some((difference) => difference.accepts === side && difference.covers(token))
}

function agree(core: CoreVerdict, reference: ReferenceVerdict | CoreVerdict): boolean {
  if (!core.accepted || !reference.accepted) return core.accepted === reference.accepted
  return isDeepStrictEqual(core.context, reference.context)
}

describe.each(settingsUnderTest)('with $name', ({ settings }) => {
  const resource = resourceFor(settings)
  afterAll(() => resource.close())

  test(
    'core and reference judge every token alike, at first and again',
    { timeout: runs * 30 + 10_000 },
    async () => {
      const counts = { accepted: 0, refused: 0 }
      const mismatches: object[] = []
      for (const text of fc.sample(generatedToken, { numRuns: runs, seed })) {
        const reference = await decide(text.replace(/^ +/u, ''), settings)
        const core = await judge(resource, text)
        counts[core.accepted ? 'accepted' : 'refused'] += 1
        if (!core.accepted) expect([400, 401], core.code).toContain(core.status)
        if (!agree(core, reference) && !isJustified(text, core))
          mismatches.push(mismatch(text, core, reference))
        expect(agree(await judge(resource, text), core)).toBe(true)
      }
      expect(
        mismatches.slice(0, mismatchesShown),
        `${mismatches.length} mismatches with seed ${seed}`
      ).toEqual([])
      expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(runs / 20)
    }
  )
})
