export type { Advice } from './doctor/advice/advise-options.ts'
export type { CheckGroup } from './doctor/checks/catalogue.ts'
export type { FindingDetail, FindingStatus } from './doctor/checks/doctor-check.ts'
export { diagnose, type DoctorReport } from './doctor/diagnose.ts'
export type { ApiNeed, DoctorProfile, DoctorSettings } from './doctor/facts/doctor-settings.ts'
export type { ReportedFinding } from './doctor/reported-finding.ts'
export type { Verdict } from './doctor/verdict.ts'
export type { ClaimRow } from './explain/claim-rows.ts'
export type { ExplainedRule, ProofSettings } from './explain/explain-proof.ts'
export type { ExplainIntrospection, ExplainSettings } from './explain/explain-settings.ts'
export {
  explainToken,
  type ExplainedRefusal,
  type Explanation,
  type ScopeComparison,
  type ShownToken,
  type StageResult
} from './explain/explain-token.ts'
export type { AudienceArgument } from './provider/providers.ts'
export type { RecognizedProvider } from './provider/recognize-provider.ts'
export type { OptionValue } from './provider/source-text.ts'
export type { Facts } from './words/fill-in.ts'
