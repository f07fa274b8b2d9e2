/** When the extension host began to run this bundle; imported first. */
export const loadedAt = performance.now();
