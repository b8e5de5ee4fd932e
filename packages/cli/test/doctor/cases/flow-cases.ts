import { ISSUER } from '../exchanges.ts'
import { all, withDocument, withSettings, type CheckCase } from '../change-facts.ts'

const keepAll = withSettings({})
const fapi = withSettings({ profile: 'fapi2' })

/** Facts for the checks of the code flow in the metadata. */
export const FLOW_CASES: readonly CheckCase[] = [
  { id: 'X-08', ends: 'pass good', when: keepAll },
  { id: 'X-08', ends: 'fail not_absolute', when: withDocument({ token_endpoint: '/token' }) },
  {
    id: 'X-08',
    ends: 'fail plain_http',
    when: withDocument({ token_endpoint: 'http://auth.example.com/token' })
  },
  { id: 'X-08', ends: 'fail plain_http', when: withDocument({ token_endpoint: 'http://localhost/token' }) },
  { id: 'X-08', ends: 'fail fragment', when: withDocument({ token_endpoint: `${ISSUER}/token#now` }) },
  {
    id: 'X-08',
    ends: 'warn other_domain',
    when: withDocument({ token_endpoint: 'https://auth.example.net/token' })
  },
  { id: 'X-09', ends: 'pass present', when: keepAll },
  { id: 'X-09', ends: 'fail missing', when: withDocument({ authorization_endpoint: undefined }) },
  { id: 'X-10', ends: 'pass code', when: keepAll },
  { id: 'X-10', ends: 'fail no_code', when: withDocument({ response_types_supported: ['token'] }) },
  {
    id: 'X-10',
    ends: 'warn implicit',
    when: withDocument({ response_types_supported: ['code', 'id_token token'] })
  },
  { id: 'X-11', ends: 'pass code', when: keepAll },
  { id: 'X-11', ends: 'warn absent', when: withDocument({ grant_types_supported: undefined }) },
  { id: 'X-11', ends: 'fail no_code', when: withDocument({ grant_types_supported: ['implicit'] }) },
  {
    id: 'X-11',
    ends: 'warn legacy',
    when: withDocument({ grant_types_supported: ['authorization_code', 'password'] })
  },
  {
    id: 'X-11',
    ends: 'fail password',
    when: all(withDocument({ grant_types_supported: ['authorization_code', 'password'] }), fapi)
  },
  { id: 'X-13', ends: 'pass s256', when: keepAll },
  { id: 'X-13', ends: 'warn absent', when: withDocument({ code_challenge_methods_supported: undefined }) },
  {
    id: 'X-13',
    ends: 'fail absent',
    when: all(withDocument({ code_challenge_methods_supported: undefined }), withSettings({ profile: 'mcp' }))
  },
  { id: 'X-13', ends: 'fail no_s256', when: withDocument({ code_challenge_methods_supported: ['plain'] }) },
  { id: 'X-14', ends: 'pass none', when: keepAll },
  {
    id: 'X-14',
    ends: 'warn plain',
    when: withDocument({ code_challenge_methods_supported: ['plain', 'S256'] })
  },

  { id: 'X-17', ends: 'pass none_listed', when: keepAll },
  {
    id: 'X-17',
    ends: 'warn absent',
    when: withDocument({ token_endpoint_auth_methods_supported: undefined })
  },
  {
    id: 'X-17',
    ends: 'warn not_listed',
    when: withDocument({ token_endpoint_auth_methods_supported: ['client_secret_basic'] })
  },
  { id: 'X-18', ends: 'pass sent', when: keepAll },
  {
    id: 'X-18',
    ends: 'warn absent',
    when: withDocument({ authorization_response_iss_parameter_supported: false })
  },
  {
    id: 'X-18',
    ends: 'fail absent',
    when: all(withDocument({ authorization_response_iss_parameter_supported: undefined }), fapi)
  }
]
