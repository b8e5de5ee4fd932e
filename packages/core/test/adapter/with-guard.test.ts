import { requireRoles, requireScopes } from '@portcullis/core'
import { withGuard } from '@portcullis/core/adapter'
import { expect, it } from 'vitest'

const guard = requireScopes('orders:read')
const protection = { allowAnonymous: false, onRefusal: 'next', guard: undefined } as const

it('a protection gets the guard, names its scopes in challenges, and stays as it was', () => {
  expect(withGuard(protection, guard)).toEqual({ ...protection, guard, challengeFor: guard })
  expect(protection.guard).toBeUndefined()
})

it('a protection is merged once for each guard, and a guard once for each protection', () => {
  expect(withGuard(protection, guard)).toBe(withGuard(protection, guard))
  const other = requireRoles('admin')
  expect(withGuard(protection, other)).toMatchObject({ guard: other, challengeFor: other })
  expect(withGuard(protection, guard)).toMatchObject({ guard })
  expect(withGuard({ ...protection, allowAnonymous: true }, guard)).toMatchObject({ allowAnonymous: true })
})
