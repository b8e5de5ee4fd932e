import type { Product } from './define-preset.ts'
import * as presets from './index.ts'

/** The products of all presets. */
export const PRODUCTS: readonly Product[] = Object.values(presets).flatMap((each) =>
  'product' in each ? [each.product] : []
)
