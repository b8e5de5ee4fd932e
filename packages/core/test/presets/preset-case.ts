import type { PresetOptions } from '../../src/presets/index.ts'

/** One way to call a preset, and the issuer and keys of its tokens. */
export interface PresetCase {
  readonly preset: string
  readonly title: string
  readonly options: () => PresetOptions
  /** Issuers, and where the keys of each are; undefined if the metadata names them. */
  readonly issuers: Readonly<Record<string, string | undefined>>
  readonly audience: PresetOptions['audience']
}
