/** Resources with metadata that are open in this process, and how often each is. */
const open = new Map<string, number>()

/**
 * Counts a resource with metadata in.
 *
 * @param resource Its identifier.
 * @returns A function that counts it out again.
 */
export function claimRoot(resource: string): () => void {
  open.set(resource, (open.get(resource) ?? 0) + 1)
  let isOpen = true
  return () => {
    if (!isOpen) return
    isOpen = false
    const left = (open.get(resource) ?? 1) - 1
    if (left > 0) open.set(resource, left)
    else open.delete(resource)
  }
}

/**
 * Returns whether a resource is the only open one with metadata. Only then is the well-known path without a
 * suffix about it: requests for other resources look the same, since the host is not trusted.
 */
export function ownsRoot(resource: string): boolean {
  return open.size === 1 && open.has(resource)
}
