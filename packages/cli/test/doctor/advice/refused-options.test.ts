import { createProtectedResource } from '@portcullis/core'
import { describe, expect, it } from 'vitest'
import { adviseOptions, type Advice } from '../../../src/doctor/advice/advise-options.ts'
import { renderReport } from '../../../src/doctor/render-report.ts'
import { createPalette } from '../../../src/terminal/palette.ts'
import { run } from '../../test-terminal.ts'
import { goodFacts } from '../good-facts.ts'

function adviceFor(issuer: string, allowHttp?: readonly string[]): Advice {
  const facts = goodFacts()
  return adviseOptions({ ...facts, settings: { ...facts.settings, issuer, allowHttp } }, new Map())
}

function printed(advice: Advice): string {
  const report = {
    issuer: 'https://a.example',
    profile: '',
    verdict: 'ready',
    summary: '',
    findings: []
  } as const
  const text = renderReport({ ...report, advice }, { columns: 80, palette: createPalette(false) })
  return text.replaceAll(/\s+/g, ' ')
}

describe('the advice for an issuer that requireAuth refuses', () => {
  it.each(['http://keycloak:8080', 'http://keycloak:8080/realms/shop'])(
    'prints no options for %s, but why',
    (issuer) => {
      const advice = adviceFor(issuer)
      expect(advice).toMatchObject({ source: undefined, presetSource: undefined })
      expect(printed(advice)).toContain('No options: option "issuer" must be an https URL')
      expect(printed(advice)).not.toContain('requireAuth(')
    }
  )

  it('makes init exit with 64 and the reason, before any request', async () => {
    const words = ['init', '--framework', 'express', '--issuer', 'http://keycloak:8080', '--audience', 'a']
    const { exitCode, errors } = await run(words)
    expect(exitCode).toBe(64)
    expect(errors).toContain('--allow-http keycloak:8080 inside a network that you trust')
  })
})

describe('the advice for every other issuer', () => {
  it.each(['https://auth.example.com', 'http://127.0.0.1:8080/realms/shop', 'https://acme.eu.auth0.com/'])(
    'has options for %s that createProtectedResource accepts',
    (issuer) => {
      const { options, complaint, source } = adviceFor(issuer)
      expect(complaint).toBeUndefined()
      expect(source).toContain(issuer)
      expect(() => void createProtectedResource(options).close()).not.toThrow()
    }
  )
})

describe('the advice for an issuer on plain http that --allow-http names', () => {
  it.each(['http://hydra:4444', 'http://keycloak:8080/realms/shop'])(
    'has options for %s that createProtectedResource accepts, with that host in them',
    (issuer) => {
      const host = new URL(issuer).host
      const { options, complaint, source } = adviceFor(issuer, [host])
      expect(complaint).toBeUndefined()
      expect(source).toContain(`dangerouslyAllowHttp: ['${host}']`)
      expect(() => void createProtectedResource(options).close()).not.toThrow()
    }
  )

  it('has a preset call that names the host, too', () => {
    const { presetSource } = adviceFor('http://keycloak:8080/realms/shop', ['keycloak:8080'])
    expect(presetSource).toContain('keycloak({')
    expect(presetSource).toContain("dangerouslyAllowHttp: ['keycloak:8080']")
  })

  it('is written by init', async () => {
    const words = ['init', '--framework', 'express', '--issuer', 'http://hydra:4444', '--audience', 'a']
    const { output } = await run([...words, '--allow-http', 'hydra:4444'])
    expect(output).toContain("dangerouslyAllowHttp: ['hydra:4444']")
  })
})
