import type { OptionValues } from './issuer-option-rows.ts'

/** Values of `impliedScopes`. */
export const impliedScopes: OptionValues = {
  good: [{}, { admin: ['read', 'write'], write: ['read'] }, { admin: [] }],
  bad: {
    "must list, for each scope, the scopes that it implies: { admin: ['read', 'write'] }": [
      null,
      [],
      'admin',
      { admin: 'read' },
      { admin: ['read write'] },
      { admin: [5] },
      { 'admin all': ['read'] }
    ],
    'has a cycle: "admin" implies itself': [
      { admin: ['admin'] },
      { root: ['admin'], admin: ['write'], write: ['read', 'admin'] }
    ]
  }
}
