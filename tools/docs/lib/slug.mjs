/**
 * Spells the anchor of a heading as GitHub does, so that one link is valid on both: `audience_mismatch` stays
 * as it is.
 *
 * @param {string} heading
 */
export function slugOf(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
