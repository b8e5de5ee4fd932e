import { compileFunction } from 'node:vm'
import { createProtectedResource, type ProtectedResource } from '@portcullis/core'
import * as presets from '@portcullis/core/presets'

/**
 * What `portcullis doctor` prints to be pasted: a call of `requireAuth`, and one with a preset if it knows
 * the product.
 */
export function printedCalls(output: string): string[] {
  const begin = output.indexOf('\nPaste into the API')
  return [...output.slice(begin).matchAll(/^ {2}requireAuth\(.*?\)$/gmsu)].map(([call]) => call.trim())
}

/** Runs a printed call, with the core in the place of an adapter. */
export function runPrintedCall(call: string): ProtectedResource {
  const names = { ...presets, requireAuth: createProtectedResource }
  const run: unknown = compileFunction(`return ${call}`, Object.keys(names))
  if (typeof run !== 'function') throw new Error('the call could not be compiled')
  return Reflect.apply(run, undefined, Object.values(names)) as ProtectedResource
}
