/** One line of an ignore file, ready for the `ignore` package; `mark` says where it stands and what it reads. */
export interface IgnorePattern {
  readonly pattern: string;
  readonly mark: string;
}

/**
 * The patterns of an ignore file's text, rewritten so that they mean the same relative to a folder further up. That way
 * all files from the root down become one list in which the last match decides, which is git's rule.
 * @param folder where the file's patterns apply, relative to that upper folder, with slashes; '' for the same folder
 * @param source names the file in the marks
 */
export function ignorePatterns(text: string, folder: string, source: string): IgnorePattern[] {
  const patterns: IgnorePattern[] = [];
  text
    .replace(/^\ufeff/, '')
    .split('\n')
    .forEach((line, at) => {
      const pattern = below(folder, line.replace(/\r$/, ''));
      if (pattern !== undefined) patterns.push({ pattern, mark: `${source} line ${at + 1}: ${line.trim()}` });
    });
  return patterns;
}

/** `line` as a pattern of the folder above `folder`; undefined where the line is empty or a comment. */
function below(folder: string, line: string): string | undefined {
  if (line.startsWith('#') || /^!? *$/.test(line)) return undefined;
  if (folder === '') return line;
  const negation = line.startsWith('!') ? '!' : '';
  const body = line.slice(negation.length);
  // A slash at the start or in the middle ties the pattern to its own folder, otherwise it holds at any depth.
  const tied = /\/[^ ]|\/ +[^ ]/.test(body);
  const place = folder.replace(/[\\*?[\]]/g, '\\$&');
  return `${negation}/${place}/${tied ? '' : '**/'}${body.replace(/^\//, '')}`;
}
