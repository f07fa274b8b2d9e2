/** The value below which `share` (0 to 1) of the values lie; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** `p50 47 ms, p95 78 ms` as a table row's columns. */
export function spread(values: readonly number[], digits = 0): Record<string, number> {
  const round = (value: number) => Number(value.toFixed(digits));
  return {
    n: values.length,
    mean: round(mean(values)),
    p50: round(percentile(values, 0.5)),
    p95: round(percentile(values, 0.95)),
    max: round(Math.max(...values)),
  };
}

/** The median of times in ms, in seconds with one digit. */
export const medianSeconds = (ms: readonly number[]): number => Number((percentile(ms, 0.5) / 1000).toFixed(1));
