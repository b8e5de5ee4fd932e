import type { PresetOptions } from '../../src/presets/index.ts'

/** One way to call a preset, and where its tokens come from and its keys are. */
export interface PresetCase {
  readonly preset: string
  readonly title: string
  readonly options: () => PresetOptions
  /** Issuers, and where the keys of each are; undefined where metadata tells. */
  readonly issuers: Readonly<Record<string, string | undefined>>
  readonly audience: PresetOptions['audience']
}
