import { verifies } from '../../requirements.ts'
import { accessToken, nowSeconds } from '../../tokens/authority.ts'
import type { ContractCase } from '../contract-case.ts'
import { insufficientAuthentication, insufficientScope, served } from '../expected-answer.ts'

interface GuardRow {
  title: string
  /** Method and path. */
  route: string
  claims: () => object
  answer: ContractCase['answer']
}

const stepUp = insufficientAuthentication('acr_values="gold", max_age="300"')

const rows: readonly GuardRow[] = [
  {
    title: verifies('T-10', 'a token with the scope passes'),
    route: 'GET /messages',
    claims: () => ({ scope: 'openid read:messages' }),
    answer: served(['openid', 'read:messages'])
  },
  {
    title: verifies(
      'B-13',
      'H-10',
      'B-1',
      'B-6',
      'a token without the scope gets 403 and the scope that is needed'
    ),
    route: 'GET /messages',
    claims: () => ({ scope: 'write:messages' }),
    answer: insufficientScope('read:messages')
  },
  {
    title: verifies('B-14', 'a token with a part of the scope is told the whole'),
    route: 'POST /messages',
    claims: () => ({ scope: 'read:messages' }),
    answer: insufficientScope('read:messages write:messages')
  },
  {
    title: 'a token without any scope is told the scope',
    route: 'GET /messages',
    claims: () => ({ scope: undefined }),
    answer: insufficientScope('read:messages')
  },
  {
    title: verifies('B-17', 'a scope in capitals is another scope'),
    route: 'GET /messages',
    claims: () => ({ scope: 'READ:MESSAGES' }),
    answer: insufficientScope('read:messages')
  },
  {
    title: verifies('B-17', 'a scope that only starts like the required one does not do'),
    route: 'GET /messages',
    claims: () => ({ scope: 'read:messages:all read:message' }),
    answer: insufficientScope('read:messages')
  },
  {
    title: verifies('B-17', 'two spaces between scope tokens make no scope'),
    route: 'GET /messages',
    claims: () => ({ scope: 'a  read:messages' }),
    answer: served(['a', 'read:messages'])
  },
  {
    title: 'either of two scopes does where any is asked for',
    route: 'GET /any',
    claims: () => ({ scope: 'admin' }),
    answer: served(['admin'])
  },
  {
    title: 'none of two scopes is told one that does',
    route: 'GET /any',
    claims: () => ({ scope: 'other' }),
    answer: insufficientScope('read:messages')
  },
  {
    title: 'a permission is looked for in permissions',
    route: 'GET /permission',
    claims: () => ({ permissions: ['messages:read'] }),
    answer: served()
  },
  {
    title: 'a scope is no permission',
    route: 'GET /permission',
    claims: () => ({ scope: 'messages:read' }),
    answer: insufficientScope()
  },
  {
    title: verifies('T-11', 'a role is looked for in roles'),
    route: 'GET /role',
    claims: () => ({ roles: ['reader', 'editor'] }),
    answer: served()
  },
  {
    title: verifies('T-11', 'a token without the role gets 403'),
    route: 'GET /role',
    claims: () => ({ roles: ['reader'] }),
    answer: insufficientScope()
  },
  {
    title: 'a claim with the required value passes',
    route: 'GET /claim',
    claims: () => ({ tenant: 'acme' }),
    answer: served()
  },
  {
    title: 'a claim with another value gets 403',
    route: 'GET /claim',
    claims: () => ({ tenant: 'acme2' }),
    answer: insufficientScope()
  },
  {
    title: verifies('T-15', 'a recent authentication of the required class passes'),
    route: 'GET /step-up',
    claims: () => ({ acr: 'gold', auth_time: nowSeconds() - 10 }),
    answer: served()
  },
  {
    title: verifies(
      'B-21',
      'T-15',
      'an authentication of another class is answered with the code of RFC 9470'
    ),
    route: 'GET /step-up',
    claims: () => ({ acr: 'silver', auth_time: nowSeconds() - 10 }),
    answer: stepUp
  },
  {
    title: verifies('T-15', 'an authentication that is too old has to be repeated'),
    route: 'GET /step-up',
    claims: () => ({ acr: 'gold', auth_time: nowSeconds() - 600 }),
    answer: stepUp
  },
  {
    title: 'a token that tells nothing of the authentication does not do',
    route: 'GET /step-up',
    claims: () => ({}),
    answer: stepUp
  }
]

/** Valid tokens before guards that they satisfy or not. */
export const guards: readonly ContractCase[] = rows.map(({ title, route, claims, answer }) => {
  const [method = 'GET', path = '/'] = route.split(' ')
  return { title, method, path, authorization: () => `Bearer ${accessToken(claims())}`, answer }
})
