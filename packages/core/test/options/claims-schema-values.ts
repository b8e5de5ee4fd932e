import type { OptionValues } from './issuer-option-rows.ts'

const schema = { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: {} }) } }

/** Values of the option `claims`. */
export const claimsSchema: OptionValues = {
  good: [
    schema,
    Object.assign(() => undefined, schema),
    { '~standard': { ...schema['~standard'], vendor: 'x' } }
  ],
  bad: {
    'must be a Standard Schema of version 1, such as z.object({ tenant: z.string() }) of zod': [
      null,
      [],
      'claims',
      {},
      () => true,
      { tenant: 'string' },
      { '~standard': null },
      { '~standard': { version: 1 } },
      { '~standard': { version: 2, validate: () => ({ value: {} }) } }
    ]
  }
}
