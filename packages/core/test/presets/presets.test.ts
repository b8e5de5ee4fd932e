import { describe, expect, test } from 'vitest'
import { createProtectedResource } from '../../src/index.ts'
import * as presets from '../../src/presets/index.ts'
import type { PresetOptions } from '../../src/presets/index.ts'
import { presetCases } from './preset-cases.ts'

function issuersOf({ issuer, issuers = [], jwksUri }: PresetOptions): Record<string, string | undefined> {
  const list = issuer === undefined ? issuers : [{ issuer, jwksUri }]
  return Object.fromEntries(list.map((each) => [each.issuer, each.jwksUri]))
}

test('every preset has a case here', () => {
  const { combinePresets: _, ...all } = presets
  const covered = new Set(presetCases.map(({ preset }) => preset))
  expect([...covered].toSorted()).toEqual(Object.keys(all).toSorted())
})

describe.each(presetCases)('$preset, $title', ({ options, issuers, audience }) => {
  test('has exact issuers, and the URL of their keys', () => {
    expect(issuersOf(options())).toEqual(issuers)
  })

  test('binds tokens to this API', () => {
    expect(options().audience).toEqual(audience)
  })

  test('returns valid options', async () => {
    const api = createProtectedResource(options())
    expect(api.readiness().issuers.map(({ issuer }) => issuer)).toEqual(Object.keys(issuers))
    await api.close()
  })

  test('fetches nothing by itself', async () => {
    const requests: string[] = []
    const fetch = (url: string): Promise<Response> => {
      requests.push(url)
      return Promise.resolve(new Response('', { status: 404 }))
    }
    await createProtectedResource({ ...options(), fetch }).close()
    expect(requests).toEqual([])
  })
})

test('a single issuer is not a list, so its keys can be overridden', async () => {
  const options = presets.auth0({ domain: 'acme.eu.auth0.com', audience: 'https://api.example.com' })
  const requests: string[] = []
  const fetch = (url: string): Promise<Response> => {
    requests.push(url)
    return Promise.resolve(new Response('', { status: 404 }))
  }
  const api = createProtectedResource({ ...options, jwksUri: 'https://mirror.example.com/keys', fetch })
  await api.warmUp()
  await api.close()
  expect(requests).toEqual(['https://mirror.example.com/keys'])
})
