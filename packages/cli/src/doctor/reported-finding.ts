import type { CheckGroup, FindingDetail, FindingStatus } from './doctor-check.ts'

/** A finding with its check and its words. */
export interface ReportedFinding {
  readonly id: string
  readonly group: CheckGroup
  readonly title: string
  readonly source: string
  readonly status: FindingStatus
  readonly reason: string
  readonly message: string
  readonly hint: string | undefined
  readonly lines: readonly string[]
  readonly detail: FindingDetail
}
