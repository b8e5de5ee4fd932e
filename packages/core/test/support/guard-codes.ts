import { evaluateGuard } from '../../src/guards/evaluate-guard.ts'
import type { Guard } from '../../src/guards/guard.ts'
import { contextOf } from './test-context.ts'
import { NOW } from './test-token.ts'

/** The moment at which guards are evaluated. */
export const GUARD_TIME = { now: NOW, clockToleranceSeconds: 30 }

/** The codes of what a guard finds lacking in a token with these claims. */
export function codesOf(guard: Guard, claims: object): readonly string[] {
  return evaluateGuard(guard, contextOf(claims), GUARD_TIME).map(({ code }) => code)
}
