/** Comments that tell a tool to look away, as each of them writes it. */
const SUPPRESSIONS: readonly RegExp[] = [
  /@ts-(?:ignore|expect-error|nocheck)\b/g,
  /\beslint-disable(?:-next-line|-line)?\b/g,
  /#\s*type:\s*ignore\b/g,
  /#\s*pyright:/g,
  /#\s*(?:ruff:\s*|flake8:\s*)?noqa\b/g,
  /\/\/\s*nolint\b/g,
  /\/\/go:build\b/g,
  /#!?\[\s*(?:allow|expect)\s*\(/g,
  /\bbiome-ignore\b/g,
];

/** The comments of this kind that a text has more of than the text before: with one of them no check has been passed. */
export function addedSuppressions(before: string, after: string): string[] {
  return SUPPRESSIONS.flatMap((pattern) => {
    const [old, now] = [before.match(pattern) ?? [], after.match(pattern) ?? []];
    return now.length > old.length ? now.slice(old.length) : [];
  });
}
