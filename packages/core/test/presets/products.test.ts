import { expect, test } from 'vitest'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import * as presets from '../../src/presets/index.ts'
import { PRODUCTS } from '../../src/presets/products.ts'
import { presetCases } from './preset-cases.ts'

const { combinePresets: _, ...functions } = presets

test('every preset names its product, under the name of its function', () => {
  expect(PRODUCTS.map(({ preset }) => preset).toSorted()).toEqual(Object.keys(functions).toSorted())
  expect(new Set(PRODUCTS.map(({ name }) => name)).size).toBe(PRODUCTS.length)
})

test.each(PRODUCTS)(
  '$preset has the argument that binds tokens, and those that its patterns find',
  (product) => {
    const { preset, binding, patterns } = product
    const found = patterns.flatMap(({ issuer, fixed = {} }) => [
      ...[...issuer.source.matchAll(/\(\?<(\w+)>/g)].map(([, name = '']) => name),
      ...Object.keys(fixed)
    ])
    const create = Reflect.get(functions, preset) as (given: object) => unknown
    for (const name of [...found, ...(binding === undefined ? [] : [binding])]) {
      let message = ''
      try {
        create({ [name]: 5, nonesuch: 5 })
      } catch (error) {
        if (error instanceof ConfigurationError) ({ message } = error)
      }
      expect(message).toContain('"nonesuch"')
    }
  }
)

test('the issuers of hosted products are recognized by their form', () => {
  const alone = PRODUCTS.flatMap(({ preset, patterns }) =>
    patterns.filter(({ endpoints }) => endpoints === undefined).map(({ issuer }) => ({ preset, issuer }))
  )
  const recognized = new Set<string>()
  for (const { preset, issuers } of presetCases) {
    for (const name of Object.keys(issuers)) {
      const found = alone.filter(({ issuer }) => issuer.test(name)).map((each) => each.preset)
      if (found.length > 0) expect([name, found]).toEqual([name, [preset]])
      if (found.includes(preset)) recognized.add(preset)
    }
  }
  expect(recognized.size).toBeGreaterThan(12)
})
