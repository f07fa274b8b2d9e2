import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { seeded } from './random.ts';

/** A real file, taken from a pinned package with a permissive licence; nothing of it is copied into this repository. */
export interface CorpusFile {
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
}

const root = path.resolve(import.meta.dirname, '..');

/** TypeScript: @huggingface/jinja (MIT). JavaScript: ESLint (MIT). Both are locked dependencies of this package. */
const FROM_NODE_MODULES: Record<string, string[]> = {
  typescript: ['ast', 'format', 'index', 'lexer', 'parser', 'runtime', 'utils'].map(
    (name) => `@huggingface/jinja/src/${name}.ts`,
  ),
  javascript: [
    'linter/linter',
    'linter/source-code-fixer',
    'linter/timing',
    'languages/js/source-code/token-store/cursors',
    'rules/array-callback-return',
    'rules/camelcase',
    'rules/complexity',
    'rules/no-unused-vars',
    'rules/prefer-const',
    'rules/utils/ast-utils',
    'shared/severity',
    'shared/traverser',
  ].map((name) => `eslint/lib/${name}.js`),
};
/** Python: click 8.1.7 (BSD-3-Clause), fetched through the user's own pip configuration, never executed. */
const PYTHON_PACKAGE = 'click==8.1.7';

export function corpus(): CorpusFile[] {
  const files: CorpusFile[] = [];
  for (const [languageId, names] of Object.entries(FROM_NODE_MODULES)) {
    for (const name of names) files.push(read(path.join(root, 'node_modules', name), name, languageId));
  }
  return [...files, ...pythonFiles()];
}

function pythonFiles(): CorpusFile[] {
  const folder = path.join(os.tmpdir(), `local-forge-corpus-${PYTHON_PACKAGE}`);
  if (!fs.existsSync(path.join(folder, 'click'))) {
    fs.mkdirSync(folder, { recursive: true });
    const quiet = ['-q', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];
    execFileSync('python3', ['-m', 'pip', 'download', ...quiet, '-d', folder, PYTHON_PACKAGE], { stdio: 'inherit' });
    const wheel = fs.readdirSync(folder).find((name) => name.endsWith('.whl'));
    execFileSync('python3', ['-m', 'zipfile', '-e', path.join(folder, wheel ?? ''), folder]);
  }
  return fs
    .readdirSync(path.join(folder, 'click'))
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => read(path.join(folder, 'click', name), `click/${name}`, 'python'));
}

function read(file: string, name: string, languageId: string): CorpusFile {
  return { name, languageId, text: fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n') };
}

/** A place in the middle of a line; the text behind it on that line is what a completion should say. */
export interface Hole {
  readonly file: CorpusFile;
  readonly offset: number;
  readonly expected: string;
}

/** `count` holes per language, at mid-line cursors of code lines, the same ones for the same seed. */
export function holes(files: readonly CorpusFile[], count: number, seed: number): Hole[] {
  const random = seeded(seed);
  const picked: Hole[] = [];
  for (const languageId of new Set(files.map((file) => file.languageId))) {
    const candidates = files.filter((file) => file.languageId === languageId).flatMap(codeLines);
    for (let taken = 0; taken < count && candidates.length > 0; taken++) {
      const [line] = candidates.splice(Math.floor(random() * candidates.length), 1);
      if (line === undefined) break;
      const text = line.file.text.slice(line.start, line.end);
      const first = text.length - text.trimStart().length;
      // At least one typed character before, at least two characters to guess behind.
      const column = first + 1 + Math.floor(random() * (text.length - first - 2));
      picked.push({ file: line.file, offset: line.start + column, expected: text.slice(column) });
    }
  }
  return picked;
}

function codeLines(file: CorpusFile): { file: CorpusFile; start: number; end: number }[] {
  const lines = [];
  let start = 0;
  let inText = false;
  for (const line of file.text.split('\n')) {
    const end = start + line.length;
    const text = line.trim();
    if (file.languageId === 'python' && text.split('"""').length === 2) inText = !inText;
    const comment = /^(?:\/\/|\/?\*|#|"""|import |from )/.test(text);
    if (!inText && !comment && text.length >= 12 && text.length <= 100) lines.push({ file, start, end });
    start = end + 1;
  }
  return lines;
}
