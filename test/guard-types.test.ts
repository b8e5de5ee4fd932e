import * as core from '@portcullis/core'
import * as express from '@portcullis/express'
import * as fastify from '@portcullis/fastify'
import * as nest from '@portcullis/nestjs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

class Api {
  readonly name = 'orders'
}

// Each line below an expectation must not compile; and in JavaScript it throws when the route is defined.
const WITHOUT_ARGUMENTS: Readonly<Record<string, readonly (() => unknown)[]>> = {
  requireScopes: [
    // @ts-expect-error -- a scope is missing
    () => core.requireScopes(),
    // @ts-expect-error -- a scope is missing
    () => express.requireScopes(),
    // @ts-expect-error -- a scope is missing
    () => fastify.requireScopes(),
    // @ts-expect-error -- a scope is missing
    () => nest.RequireScopes()(Api)
  ],
  requireAnyScope: [
    // @ts-expect-error -- a scope is missing
    () => core.requireAnyScope(),
    // @ts-expect-error -- a scope is missing
    () => express.requireAnyScope(),
    // @ts-expect-error -- a scope is missing
    () => fastify.requireAnyScope(),
    // @ts-expect-error -- a scope is missing
    () => nest.RequireAnyScope()(Api)
  ],
  requirePermissions: [
    // @ts-expect-error -- a permission is missing
    () => core.requirePermissions(),
    // @ts-expect-error -- a permission is missing
    () => express.requirePermissions(),
    // @ts-expect-error -- a permission is missing
    () => fastify.requirePermissions(),
    // @ts-expect-error -- a permission is missing
    () => nest.RequirePermissions()(Api)
  ],
  requireRoles: [
    // @ts-expect-error -- a role is missing
    () => core.requireRoles(),
    // @ts-expect-error -- a role is missing
    () => express.requireRoles(),
    // @ts-expect-error -- a role is missing
    () => fastify.requireRoles(),
    // @ts-expect-error -- a role is missing
    () => nest.RequireRoles()(Api)
  ],
  requireClaim: [
    // @ts-expect-error -- name and test are missing
    () => core.requireClaim(),
    // @ts-expect-error -- name and test are missing
    () => express.requireClaim(),
    // @ts-expect-error -- name and test are missing
    () => fastify.requireClaim(),
    // @ts-expect-error -- the test is missing
    () => nest.RequireClaim('tenant')(Api)
  ],
  requireAuthentication: [
    // @ts-expect-error -- the requirement is missing
    () => core.requireAuthentication(),
    // @ts-expect-error -- the requirement is missing
    () => express.requireAuthentication(),
    // @ts-expect-error -- the requirement is missing
    () => fastify.requireAuthentication(),
    // @ts-expect-error -- the requirement is missing
    () => nest.RequireAuthentication()(Api)
  ],
  allOf: [
    // @ts-expect-error -- a guard is missing
    () => core.allOf(),
    // @ts-expect-error -- a guard is missing
    () => express.allOf(),
    // @ts-expect-error -- a guard is missing
    () => fastify.allOf(),
    // @ts-expect-error -- a guard is missing
    () => nest.Require()(Api)
  ],
  anyOf: [
    // @ts-expect-error -- a guard is missing
    () => core.anyOf(),
    // @ts-expect-error -- a guard is missing
    () => express.anyOf(),
    // @ts-expect-error -- a guard is missing
    () => fastify.anyOf()
  ]
}

test.each(Object.entries(WITHOUT_ARGUMENTS))(
  '%s without arguments does not compile, and throws',
  (_name, calls) => {
    for (const call of calls) expect(call).toThrow(core.ConfigurationError)
  }
)

describe('an editor shows the names of the parameters', () => {
  // The guards of the other packages have the same types, from GuardFamily.
  const file = fileURLToPath(new URL('../packages/express/src/guards.ts', import.meta.url))
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    customConditions: ['@portcullis/source'],
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2022
  })
  const checker = program.getTypeChecker()

  /** The parameters of each function that the file exports, as an editor shows them. */
  function parameters(): Record<string, string> {
    const source = program.getSourceFile(file)
    const module = source && checker.getSymbolAtLocation(source)
    const symbols = module === undefined ? [] : checker.getExportsOfModule(module)
    const signatures = symbols.flatMap((symbol) => {
      const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures()
      return signature === undefined ? [] : [[symbol.name, checker.signatureToString(signature)] as const]
    })
    // The compiler may name the members of a union in either order.
    const shown = (text: string): string =>
      text.slice(0, text.indexOf('): ')).replaceAll('HasGuard | Guard', 'Guard | HasGuard')
    return Object.fromEntries(signatures.map(([name, text]) => [name, shown(text)]))
  }

  test('of every guard', () => {
    expect(parameters()).toMatchObject({
      requireScopes: '(scope: string, ...moreScopes: string[]',
      requireAnyScope: '(scope: string, ...moreScopes: string[]',
      requirePermissions: '(permission: string, ...morePermissions: string[]',
      requireRoles: '(role: string, ...moreRoles: string[]',
      requireClaim: '(name: string, test: ClaimTest',
      requireAuthentication: '(requirement: AuthenticationRequirement',
      requireSenderConstrained: '(',
      allOf: '(guard: Guard | HasGuard, ...moreGuards: (Guard | HasGuard)[]',
      anyOf: '(guard: Guard | HasGuard, ...moreGuards: (Guard | HasGuard)[]'
    })
  })
})
