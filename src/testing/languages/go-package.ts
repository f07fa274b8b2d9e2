import fs from 'node:fs/promises';
import path from 'node:path';

const MOST_FILES = 60;
const MOST_BYTES = 1024 * 1024;
const MOST_FILE_BYTES = 256 * 1024;
/** Systems and processors whose files end in their names; see https://pkg.go.dev/cmd/go, "Build constraints". */
const CONSTRAINED =
  /_(?:windows|darwin|freebsd|openbsd|netbsd|dragonfly|solaris|illumos|aix|android|ios|plan9|js|wasip1|wasm|386|arm|arm64|mips\w*|ppc64\w*|riscv64|s390x|loong64)\.go$/;

/** The texts of the other files of a Go file's package, without its tests. Files for which `mayRead` is false are not opened. */
export async function goPackageTexts(
  file: string,
  packageName: string,
  mayRead: (file: string) => Promise<boolean>,
): Promise<string[]> {
  const folder = path.dirname(file);
  const names = await fs.readdir(folder).catch((): string[] => []);
  const texts: string[] = [];
  let bytes = 0;
  const others = names.filter(
    (name) =>
      name.endsWith('.go') && !name.endsWith('_test.go') && !CONSTRAINED.test(name) && name !== path.basename(file),
  );
  for (const name of others.sort().slice(0, MOST_FILES)) {
    const place = path.join(folder, name);
    const stat = await fs.stat(place).catch(() => undefined);
    if (stat?.isFile() !== true || stat.size > MOST_FILE_BYTES || bytes + stat.size > MOST_BYTES) continue;
    if (!(await mayRead(place))) continue;
    const text = await fs.readFile(place, 'utf8').catch(() => '');
    bytes += text.length;
    if (isOfPackage(text, packageName)) texts.push(text);
  }
  return texts;
}

/** Not what is built elsewhere only, nor another package: `//go:build ignore`. */
function isOfPackage(text: string, packageName: string): boolean {
  const head = text.slice(0, text.search(/^package\s/m));
  if (/^\/\/\s*(?:go:build|\+build)\s+(?:.*\bignore\b|windows|darwin|js|plan9|appengine|tools)/m.test(head))
    return false;
  return new RegExp(`^package\\s+${packageName}\\b`, 'm').test(text);
}
