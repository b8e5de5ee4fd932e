export { diagnose, type DoctorReport } from './doctor/diagnose.ts'
export type { Advice } from './doctor/advice/advise-options.ts'
export type { AudienceArgument } from './doctor/advice/providers.ts'
export type { RecognizedProvider } from './doctor/advice/recognize-provider.ts'
export type { OptionValue } from './doctor/advice/source-text.ts'
export type { CheckGroup, FindingDetail, FindingStatus } from './doctor/doctor-check.ts'
export type { ApiNeed, DoctorProfile, DoctorSettings } from './doctor/doctor-settings.ts'
export type { ReportedFinding } from './doctor/reported-finding.ts'
export type { Verdict } from './doctor/verdict.ts'
export type { ClaimRow } from './explain/claim-rows.ts'
export type { ExplainSettings } from './explain/explain-settings.ts'
export {
  explainToken,
  type ExplainedRefusal,
  type Explanation,
  type StageResult
} from './explain/explain-token.ts'
export type { Stage } from './explain/stage.ts'
export type { Facts } from './words/format-fact.ts'
