// #region log
import { logRefusals } from '@portcullis/core'

const stop = logRefusals(console)
// #endregion

export { stop }
