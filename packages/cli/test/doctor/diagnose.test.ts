import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { adviseWithoutMetadata } from '../../src/doctor/advice/advise-options.ts'
import { diagnose, type DoctorReport } from '../../src/doctor/diagnose.ts'
import { renderReport } from '../../src/doctor/render-report.ts'
import { createPalette } from '../../src/terminal/palette.ts'
import { startAuthorizationServer } from '../authorization-server.ts'
import { run } from '../test-terminal.ts'
import { BROKEN_KEYS } from './broken-keys.ts'
import { BROKEN_METADATA } from './broken-metadata.ts'

const BROKEN_SET_UPS = [...BROKEN_METADATA, ...BROKEN_KEYS]

const fold = (text: string) => text.replaceAll(/\s+/g, ' ')

describe('the doctor on servers with a fault', () => {
  it.each(BROKEN_SET_UPS)('ends $id with $ends for $name', async (setUp) => {
    await using server = await setUp.start()
    const issuer = setUp.issuer?.(server.origin) ?? server.origin
    const { findings, verdict } = await diagnose({ issuer })
    const found = findings.find(({ id }) => id === setUp.id)
    expect(`${found?.status} ${found?.reason}`).toBe(setUp.ends)
    expect(verdict).toBe(setUp.exitCode === 0 ? 'ready_with_warnings' : 'not_ready')
  })

  it.each(BROKEN_SET_UPS)('prints what to do about $name, in 80 columns', async (setUp) => {
    await using server = await setUp.start()
    const { output, exitCode } = await run(['doctor', setUp.issuer?.(server.origin) ?? server.origin], {
      columns: 80
    })
    expect(fold(output)).toMatch(setUp.says)
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(exitCode).toBe(setUp.exitCode)
  })
})

describe('the doctor on a token for another API', () => {
  it('leads to the explanation of the code that the API refuses it with', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const input = await issuer.issue({ claims: { aud: 'https://other.example.com' } })
    const words = ['doctor', issuer.issuer, '--audience', 'https://api.example.com', '--token', '-']
    const { output } = await run(words, { input, columns: 80 })
    expect(fold(output)).toMatch(/X-33 Audience the token is for .*? docs: \/errors#audience_mismatch /)
    const { findings } = JSON.parse((await run([...words, '--json'], { input })).output) as DoctorReport
    const pages = findings.flatMap(({ id, code, page }) => (page === undefined ? [] : [{ id, code, page }]))
    expect(pages).toEqual([{ id: 'X-33', code: 'audience_mismatch', page: '/errors#audience_mismatch' }])
  })
})

describe('the doctor on a server that does not answer', () => {
  it.each(['http://127.0.0.1:1', 'https://127.0.0.1:1'])(
    'prints one line about the skipped checks for %s',
    async (issuer) => {
      const { output, exitCode } = await run(['doctor', issuer], { columns: 80 })
      expect(exitCode).toBe(2)
      expect(output.split('\n').filter((line) => line.includes('not checked'))).toEqual([
        '  · not checked: the other 59, which need an answer'
      ])
      expect(fold(output)).toContain('X-03 Metadata found the server does not answer')
      expect(output.split('\n').length).toBeLessThan(13)
    }
  )
})

describe('the doctor on servers without faults', () => {
  it('prints the complaint of the preset instead of a call that would not start', async () => {
    await using server = await startAuthorizationServer()
    const report = await diagnose({ issuer: server.origin })
    const advice = adviseWithoutMetadata('https://acme.zitadel.cloud', 'orders')
    const text = fold(renderReport({ ...report, advice }, { columns: 80, palette: createPalette(false) }))
    expect(text).toContain('Zitadel: no preset call. zitadel(): "projectId" must be')
    expect(text).not.toContain('requireAuth(zitadel(')
  })

  it('is ready without a warning, although plain http leads to this machine', async () => {
    await using server = await startAuthorizationServer()
    const { verdict, findings } = await diagnose({ issuer: server.origin })
    expect(findings.filter(({ status }) => status === 'fail' || status === 'warn')).toEqual([])
    expect(findings).toContainEqual(
      expect.objectContaining({ id: 'X-01', status: 'pass', reason: 'loopback' })
    )
    expect(verdict).toBe('ready')
  })

  it('passes metadata and keys of the test issuer', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'], path: '/tenants/one' })
    const { findings } = await diagnose({ issuer: issuer.issuer })
    const passed = findings.filter(({ status }) => status === 'pass').map(({ id }) => id)
    expect(passed).toEqual(
      expect.arrayContaining(['X-03', 'X-05', 'X-06', 'X-21', 'X-22', 'X-23', 'X-25', 'X-27', 'X-28'])
    )
  })

  it('sends only GET requests without probe', async () => {
    await using server = await startAuthorizationServer()
    await diagnose({
      issuer: server.origin,
      clientId: 'app',
      redirectUri: 'https://app.example.com/callback'
    })
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']))
    expect(server.requests.map(({ path }) => path)).not.toContain('/authorize')
  })
})
