import type { JsonObject } from '../../../src/json/json.ts'
import { attempt, goodApi } from '../good-facts.ts'
import { all, withApi, withDocument, withSettings, type Change, type CheckCase } from '../change-facts.ts'

const keepAll = withSettings({})
const fapi = withSettings({ profile: 'fapi2' })
const mcp = withSettings({ profile: 'mcp' })
const RESOURCE = 'https://api.example.com'

function published(members: JsonObject): Change {
  return withApi({ resourceMetadata: { ...goodApi().resourceMetadata, document: members } })
}

/** Adds a document of OpenID Connect Discovery to that of RFC 8414. */
function withOpenIdDocument(members: JsonObject): Change {
  return (facts) => {
    const { attempts, chosen } = facts.metadata
    const found = attempt({ ...chosen?.document, ...members })
    return {
      ...facts,
      metadata: { attempts: [...attempts, { ...found, spelling: 'openid_appended' }], chosen }
    }
  }
}

/** Facts for the checks of what the API needs. */
export const CAPABILITY_CASES: readonly CheckCase[] = [
  { id: 'X-43', ends: 'warn not_published', when: keepAll },
  { id: 'X-43', ends: 'pass listed', when: withDocument({ scopes_supported: ['openid', 'read:messages'] }) },
  { id: 'X-43', ends: 'warn not_listed', when: withDocument({ scopes_supported: ['openid'] }) },
  {
    id: 'X-43',
    ends: 'pass listed',
    when: withOpenIdDocument({ scopes_supported: ['read:messages'] })
  },
  {
    id: 'X-43',
    ends: 'warn not_published',
    when: withOpenIdDocument({ scopes_supported: ['read:messages'], issuer: 'https://other.example' })
  },
  {
    id: 'X-43',
    ends: 'warn not_listed',
    when: all(
      withSettings({ scopes: undefined }),
      published({ scopes_supported: ['write:messages'] }),
      withDocument({ scopes_supported: ['read:messages'] })
    )
  },

  { id: 'X-44', ends: 'pass not_published', when: keepAll },
  {
    id: 'X-44',
    ends: 'pass listed',
    when: all(
      withSettings({ resource: RESOURCE }),
      withDocument({ protected_resources: [RESOURCE] }),
      published({})
    )
  },
  {
    id: 'X-44',
    ends: 'fail not_listed',
    when: all(withSettings({ resource: RESOURCE }), withDocument({ protected_resources: [`${RESOURCE}/`] }))
  },
  {
    id: 'X-44',
    ends: 'skip needs_resource',
    when: all(withDocument({ protected_resources: [RESOURCE] }), published({}))
  },
  {
    id: 'X-44',
    ends: 'pass listed',
    when: all(withDocument({ protected_resources: [RESOURCE] }), published({ resource: RESOURCE }))
  },
  { id: 'X-44', ends: 'warn lists_disagree', when: withDocument({ protected_resources: [RESOURCE] }) },

  {
    id: 'X-45',
    ends: 'pass announced',
    when: withDocument({ dpop_signing_alg_values_supported: ['ES256'] })
  },
  { id: 'X-45', ends: 'fail not_announced', when: withSettings({ needs: ['dpop'] }) },
  { id: 'X-45', ends: 'fail not_announced', when: published({ dpop_bound_access_tokens_required: true }) },
  { id: 'X-45', ends: 'warn not_announced', when: fapi },
  {
    id: 'X-45',
    ends: 'fail none_in_common',
    when: all(
      withDocument({ dpop_signing_alg_values_supported: ['RS256'] }),
      published({ dpop_signing_alg_values_supported: ['ES256'] })
    )
  },
  {
    id: 'X-45',
    ends: 'fail symmetric',
    when: withDocument({ dpop_signing_alg_values_supported: ['HS256', 'ES256'] })
  },
  { id: 'X-45', ends: 'warn no_es256', when: withDocument({ dpop_signing_alg_values_supported: ['RS256'] }) },

  {
    id: 'X-46',
    ends: 'pass announced',
    when: withDocument({ tls_client_certificate_bound_access_tokens: true, mtls_endpoint_aliases: {} })
  },
  {
    id: 'X-46',
    ends: 'warn no_aliases',
    when: withDocument({ tls_client_certificate_bound_access_tokens: true })
  },
  {
    id: 'X-46',
    ends: 'warn plain_aliases',
    when: withDocument({
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: { token_endpoint: 'http://auth.example.com/token' }
    })
  },
  { id: 'X-46', ends: 'fail not_announced', when: withSettings({ needs: ['mtls'] }) },

  { id: 'X-47', ends: 'pass not_required', when: keepAll },
  { id: 'X-47', ends: 'warn required', when: withDocument({ require_pushed_authorization_requests: true }) },
  {
    id: 'X-47',
    ends: 'warn optional',
    when: all(fapi, withDocument({ pushed_authorization_request_endpoint: 'https://auth.example.com/par' }))
  },

  { id: 'X-48', ends: 'pass present', when: keepAll },
  { id: 'X-48', ends: 'warn none', when: withDocument({ revocation_endpoint: undefined }) },
  { id: 'X-48', ends: 'warn none', when: withDocument({ revocation_endpoint: null }) },
  {
    id: 'X-48',
    ends: 'warn none',
    when: withDocument({ revocation_endpoint: undefined, introspection_endpoint: 'https://a.example/i' })
  },
  { id: 'X-48', ends: 'fail none', when: all(fapi, withDocument({ revocation_endpoint: undefined })) },

  {
    id: 'X-49',
    ends: 'pass listed',
    when: all(
      published({ authorization_details_types_supported: ['payment'] }),
      withDocument({ authorization_details_types_supported: ['payment'] })
    )
  },
  {
    id: 'X-49',
    ends: 'warn not_published',
    when: published({ authorization_details_types_supported: ['payment'] })
  },
  {
    id: 'X-49',
    ends: 'fail not_listed',
    when: all(
      published({ authorization_details_types_supported: ['payment'] }),
      withDocument({ authorization_details_types_supported: ['account'] })
    )
  },

  {
    id: 'X-50',
    ends: 'pass metadata_documents',
    when: all(mcp, withDocument({ client_id_metadata_document_supported: true }))
  },
  {
    id: 'X-50',
    ends: 'warn dynamic_only',
    when: all(mcp, withDocument({ registration_endpoint: 'https://auth.example.com/register' }))
  },
  { id: 'X-50', ends: 'warn none', when: mcp },

  { id: 'X-30', ends: 'pass usable', when: keepAll },
  {
    id: 'X-30',
    ends: 'warn none_listed',
    when: withDocument({ id_token_signing_alg_values_supported: ['none', 'RS256'] })
  },
  {
    id: 'X-30',
    ends: 'warn symmetric_only',
    when: withDocument({ id_token_signing_alg_values_supported: ['HS256'] })
  }
]
