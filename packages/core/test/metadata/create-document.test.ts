import { describe, expect, test } from 'vitest'
import { createDocument } from '../../src/metadata/create-document.ts'
import { verifies } from '../../../../test/requirements.ts'

const resource = 'https://api.example.test/orders'
const facts = {
  resource,
  issuers: [{ issuer: 'https://as.example.test/' }, { issuer: 'https://other.example.test' }],
  tokenLocations: ['header'],
  senderConstraint: { dpop: undefined, mutualTls: undefined },
  metadata: {}
}

describe('the metadata document', () => {
  test(
    verifies('P-4', 'P-6', 'P-7', 'has resource, trusted issuers and token methods, and nothing else'),
    () => {
      expect(createDocument(facts)).toEqual({
        resource,
        authorization_servers: ['https://as.example.test/', 'https://other.example.test'],
        bearer_methods_supported: ['header']
      })
    }
  )

  test(verifies('P-3', 'P-6', 'omits members without a value'), () => {
    const metadata = { name: undefined, scopes: [], documentation: undefined }
    expect(createDocument({ ...facts, issuers: [], metadata })).toEqual({
      resource,
      bearer_methods_supported: ['header']
    })
  })

  test(verifies('P-6', 'omits an issuer that is not a URL'), () => {
    const issuers = [{ issuer: 'accounts.example.test' }, { issuer: 'https://accounts.example.test' }]
    expect(createDocument({ ...facts, issuers })['authorization_servers']).toEqual([
      'https://accounts.example.test'
    ])
  })

  test(verifies('P-9', 'lists the form body only if tokens are read from it'), () => {
    const tokenLocations = ['header', 'body']
    expect(createDocument({ ...facts, tokenLocations })['bearer_methods_supported']).toEqual(tokenLocations)
  })

  test(verifies('P-8', 'has name, scopes and documentation of the option'), () => {
    const documentation = 'https://api.example.test/docs'
    const metadata = { name: 'Orders', scopes: ['read', 'write'], documentation }
    expect(createDocument({ ...facts, metadata })).toMatchObject({
      resource_name: 'Orders',
      scopes_supported: ['read', 'write'],
      resource_documentation: documentation
    })
  })

  test(verifies('P-10', 'M-8', 'says that bound tokens are accepted, and whether DPoP is required'), () => {
    const bound = (required: boolean) =>
      createDocument({
        ...facts,
        senderConstraint: { dpop: { required, algorithms: ['ES256'] }, mutualTls: 'tls' }
      })
    expect(bound(true)).toMatchObject({
      tls_client_certificate_bound_access_tokens: true,
      dpop_signing_alg_values_supported: ['ES256'],
      dpop_bound_access_tokens_required: true
    })
    expect(bound(false)).not.toHaveProperty('dpop_bound_access_tokens_required')
  })
})
