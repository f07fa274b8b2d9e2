import type { CodeToken } from '../../workspace/syntax/code-units.ts';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import type { Invariant } from './tasks.ts';

/** Why an edit breaks what had to stay, or undefined. Where there is no grammar nothing can be said, and only `none` passes. */
export async function invariantBroken(
  invariant: Invariant,
  languageId: string,
  before: string,
  after: string,
  syntax: Pick<SyntaxTrees, 'tokensOf'>,
): Promise<string | undefined> {
  if (invariant === 'none') return undefined;
  const [old, now] = [await syntax.tokensOf(languageId, before), await syntax.tokensOf(languageId, after)];
  if (old === undefined || now === undefined) return 'There is no grammar of this language to check with.';
  const withTypes = invariant === 'code' ? () => true : ({ isType }: CodeToken) => !isType;
  if (invariant === 'names') {
    // What a declaration is called is what the rest of the program knows it by.
    const [first, renamed] = [declaredName(old), declaredName(now)];
    return first === renamed ? undefined : `It renames ${first ?? 'the code'}.`;
  }
  const [a, b] = [meaning(old.filter(withTypes)), meaning(now.filter(withTypes))];
  if (a === b) return undefined;
  return invariant === 'code' ? 'It changes the code, not only comments.' : 'It changes more than types.';
}

/** The words of the code; Python's documentation strings are comments to people. */
function meaning(tokens: readonly CodeToken[]): string {
  return tokens
    .filter(({ text }) => !/^[rRuU]?("""|''')/.test(text))
    .map(({ text }) => text)
    .join(' ');
}

const DECLARES = new Set(['function', 'class', 'interface', 'def', 'func', 'fn', 'type', 'struct', 'enum', 'trait']);

function declaredName(tokens: readonly CodeToken[]): string | undefined {
  const at = tokens.findIndex(({ text }) => DECLARES.has(text));
  return at < 0 ? undefined : tokens[at + 1]?.text;
}
