import type { ErrorCode } from '@portcullis/core'
import type { CheckGroup } from './checks/catalogue.ts'
import type { FindingDetail, FindingStatus } from './checks/doctor-check.ts'

/** A finding with its check and its words. */
export interface ReportedFinding {
  /** id of the check, such as `X-13`; stable */
  readonly id: string
  /** part of the report */
  readonly group: CheckGroup
  /** what is checked, at most 22 characters */
  readonly title: string
  /** standard that requires it */
  readonly source: string
  /** result of the check */
  readonly status: FindingStatus
  /** why, in lower snake; stable */
  readonly reason: string
  /** the reason in words, which can change with each version */
  readonly message: string
  /** what to do about it, in words; undefined if there is nothing to do */
  readonly hint: string | undefined
  /** code with which an API refuses tokens because of it; undefined if there is none, or several */
  readonly code: ErrorCode | undefined
  /** where the documentation explains that code, such as `/errors#audience_mismatch` */
  readonly page: string | undefined
  /** more lines below the message, such as two issuers that differ */
  readonly lines: readonly string[]
  /** facts that the words mention, by name */
  readonly detail: FindingDetail
}
