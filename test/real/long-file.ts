/**
 * TypeScript of about `functions` times 7 lines with the cursor mark in the body of the last function, where
 * `total += item.quantity;` is missing. `salt` makes its text differ from other files', so that no prompt is in place.
 */
export function longFile(functions: number, salt: string): string {
  const names = Array.from({ length: functions }, (_, index) => `${salt}${index}`);
  const above = names.map(
    (name) => `
/** Largest ${name} price, or zero. */
function largest_${name}(items: readonly Item[]): number {
  let largest = 0;
  for (const item of items) largest = Math.max(largest, item.${salt}Price);
  return largest;
}
`,
  );
  return `interface Item {
  readonly ${salt}Price: number;
  readonly quantity: number;
}
${above.join('')}
/** How many things were ordered in all. */
function totalQuantity(items: readonly Item[]): number {
  let total = 0;
  for (const item of items) {
    ‸
  }
  return total;
}
`;
}
