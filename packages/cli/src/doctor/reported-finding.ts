import type { CheckGroup, FindingDetail, FindingStatus } from './doctor-check.ts'

/** A finding with its check and its words. */
export interface ReportedFinding {
  /** id of the check, such as `X-13`; stable */
  readonly id: string
  /** part of the report that it stands in */
  readonly group: CheckGroup
  /** what is checked, at most 24 characters */
  readonly title: string
  /** standard that asks for it */
  readonly source: string
  /** what the check concluded */
  readonly status: FindingStatus
  /** why, in lower snake; stable */
  readonly reason: string
  /** the reason in words, which may change with each version */
  readonly message: string
  /** what to do about it, in words; undefined where nothing is to be done */
  readonly hint: string | undefined
  /** further lines below the message, such as two issuers that differ */
  readonly lines: readonly string[]
  /** facts that the words mention, by name */
  readonly detail: FindingDetail
}
