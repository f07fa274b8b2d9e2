import path from 'node:path';

/** Another name in the same folder, which the framework finds as it finds the file: `a.test.ts` → `a_what.test.ts`. */
export function besideTest(testFile: string, what: string): string {
  const { dir, base } = path.parse(testFile);
  const isSuffix = /[._-](?:test|spec)\.\w+$/i.exec(base);
  const at = isSuffix ? isSuffix.index : base.lastIndexOf('.');
  return path.join(dir, `${base.slice(0, at)}_${what}${base.slice(at)}`);
}
