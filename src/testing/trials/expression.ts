/** Objects with these properties: the usual value of each, then one at a time another one, then without one. */
export function combined(
  properties: readonly (readonly [key: string, values: readonly string[]])[],
): (readonly (readonly [key: string, value: string])[])[] {
  const usual = properties.map(([key, [first = '1']]) => [key, first] as const);
  const others = properties.flatMap(([key, values], index) =>
    values.slice(1).map((value) => usual.map((pair, other) => (other === index ? ([key, value] as const) : pair))),
  );
  const without = usual.length > 1 ? usual.map((_, index) => usual.filter((__, other) => other !== index)) : [];
  return [usual, ...others, ...without, []];
}

/** An expression as a pattern that finds it and nothing longer: `a.b` is not in `x.a.b`, and `a?.b` is the same. */
export function patternOf(expression: string): string {
  const steps = expression.split('.').map((step) => step.replaceAll(/[$[\]()]/g, String.raw`\$&`));
  return String.raw`(?<![\w$.])${steps.join(String.raw`(?:\?|!)?\.`)}(?![\w$])`;
}
