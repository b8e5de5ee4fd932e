import { entra, requireAuth } from '@portcullis/express'

// #region key-sets
const clientId = '6e74172b-be56-4843-9ff4-e66a39bb12e3'
const preset = entra({
  tenantId: ['72f988bf-0000-4000-8000-2d7cd011db47', '0bd8cf11-0000-4000-8000-93e1ab9cc372'],
  audience: clientId
})

const auth = requireAuth({
  ...preset,
  issuers: (preset.issuers ?? []).map((each) => ({ ...each, jwksUri: `${each.jwksUri}?appid=${clientId}` }))
})
// #endregion

export { auth }
