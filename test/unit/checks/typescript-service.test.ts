import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import typescript from 'typescript';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OverlayService } from '../../../src/checks/typescript/service.ts';

let folder: string;
let service: OverlayService;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'overlay-')));
  service = new OverlayService(typescript);
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

function codes(name: string, text: string): (string | undefined)[] {
  return service.diagnostics(path.join(folder, name), text).map(({ code }) => code);
}

const STRICT = '{ "compilerOptions": { "strict": true, "lib": ["es2022"], "types": [] }, "include": ["src"] }';

it('takes the text in place of the file, and the files around it from disk', () => {
  write({
    'tsconfig.json': STRICT,
    'src/a.ts': 'export const a = 1;',
    'src/b.ts': 'import { a } from "./a"; export const b: string = a;',
  });
  const [found] = service.diagnostics(
    path.join(folder, 'src/b.ts'),
    fs.readFileSync(path.join(folder, 'src/b.ts'), 'utf8'),
  );
  expect(found).toMatchObject({ code: 'TS2322', source: 'ts', severity: 'error', start: 38, end: 39 });
  expect(codes('src/b.ts', 'import { a } from "./a"; export const b: number = a;')).toEqual([]);
  expect(codes('src/b.ts', 'import { c } from "./a"; export const b = (c')).toEqual(['TS1005', 'TS2305']);
  expect(fs.readFileSync(path.join(folder, 'src/b.ts'), 'utf8')).toContain('b: string');
});

it('sees that another file has changed on disk', () => {
  write({ 'tsconfig.json': STRICT, 'src/a.ts': 'export const a = 1;', 'src/b.ts': '' });
  const text = 'import { a } from "./a"; export const b: string = a;';
  expect(codes('src/b.ts', text)).toEqual(['TS2322']);
  write({ 'src/a.ts': 'export const a = "text";' });
  fs.utimesSync(path.join(folder, 'src/a.ts'), new Date(), new Date(Date.now() + 5_000));
  expect(codes('src/b.ts', text)).toEqual([]);
});

it('checks a file that is not on disk yet', () => {
  write({ 'tsconfig.json': STRICT, 'src/a.ts': 'export const a = 1;' });
  expect(codes('src/new.ts', 'import { a } from "./a"; a.nope;')).toEqual(['TS2339']);
});

it('follows the references of a solution file', () => {
  write({
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
    'tsconfig.app.json': STRICT,
    'src/a.ts': 'x',
  });
  // Only strict code may not leave a parameter without a type.
  expect(codes('src/a.ts', 'export function f(x) { return x; }')).toEqual(['TS7006']);
});

it('takes a file without a project as null-aware, not strict', () => {
  write({ 'tsconfig.json': STRICT, 'scripts/s.ts': '' });
  expect(codes('scripts/s.ts', 'export function f(x) { return x; }')).toEqual([]);
  expect(codes('scripts/s.ts', 'export const n: string = null;')).toEqual(['TS2322']);
});

it('checks only the syntax of JavaScript, and its types where that is asked for', () => {
  write({ 'jsconfig.json': '{ "compilerOptions": {}, "include": ["*.js"] }', 'a.js': '' });
  expect(codes('a.js', 'const n = 1; n.nope();')).toEqual([]);
  expect(codes('a.js', 'const n = (1;')).toEqual(['TS1005']);
  expect(codes('a.js', '// @ts-check\nconst n = 1; n.nope();')).toEqual(['TS2339']);
});

it('checks JSX', () => {
  write({ 'tsconfig.json': STRICT.replace('"strict"', '"jsx": "preserve", "strict"'), 'src/a.tsx': '' });
  const element = 'declare global { namespace JSX { interface IntrinsicElements { p: { id?: string } } } }\n';
  expect(codes('src/a.tsx', `${element}export const a = <p id="x" />;`)).toEqual([]);
  expect(codes('src/a.tsx', `${element}export const a = <p id={1} />;`)).toEqual(['TS2322']);
});

it('loads no plugin that the project names', () => {
  const marker = path.join(folder, 'ran');
  write({
    'tsconfig.json': '{ "compilerOptions": { "plugins": [{ "name": "evil" }], "types": [] }, "include": ["src"] }',
    'node_modules/evil/index.js': `require('fs').writeFileSync(${JSON.stringify(marker)}, '')`,
    'node_modules/evil/package.json': '{ "name": "evil", "main": "index.js" }',
    'src/a.ts': '',
  });
  expect(codes('src/a.ts', 'nope;')).toEqual(['TS2304']);
  expect(fs.existsSync(marker)).toBe(false);
});

it('says where a problem is related to', () => {
  write({ 'tsconfig.json': STRICT, 'src/a.ts': '\nexport interface A { x: number }', 'src/b.ts': '' });
  const [found] = service.diagnostics(
    path.join(folder, 'src/b.ts'),
    'import type { A } from "./a"; export const a: A = {};',
  );
  expect(found?.related).toEqual([{ file: path.join(folder, 'src/a.ts'), line: 1, message: "'x' is declared here." }]);
});

it('checks a file of no project as one of another’s, with other files as they are in the editor', () => {
  write({ 'tsconfig.json': STRICT, 'src/a.ts': 'export const a = 1;' });
  const text = 'import { a, b } from "../src/a"; const f = (x) => x; a.nope; b;';
  const at = (name: string) => path.join(folder, name);
  const ask = (like: string[]) =>
    service
      .diagnostics(at('test/new.ts'), text, {
        like,
        others: [{ file: at('src/a.ts'), text: 'export const a = { nope: 1 }, b = 1;' }],
      })
      .map(({ code }) => code);
  expect(ask([at('gone/a.ts'), at('src/a.ts')])).toEqual(['TS7006']);
  service = new OverlayService(typescript);
  expect(ask([])).toEqual([]);
  expect(fs.existsSync(at('test'))).toBe(false);
  // The others are as on disk again where nobody says more.
  expect(codes('test/new.ts', text)).toEqual(['TS2305', 'TS2339']);
});

it('proposes the repairs of the language service, and all imports where one is missing', () => {
  write({
    'tsconfig.json': STRICT,
    'src/a.ts': 'export const one = 1;\nexport const two = 2;\n',
    'src/b.ts': '',
  });
  const file = path.join(folder, 'src/b.ts');
  const repaired = (text: string) =>
    service
      .diagnostics(file, text)
      .flatMap((problem) =>
        service
          .repairs(file, text, problem)
          .map(({ edits }) =>
            [...edits]
              .reverse()
              .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text),
          ),
      );
  expect(repaired('export const three = one + two;\n')).toContain(
    'import { one, two } from "./a";\n\nexport const three = one + two;\n',
  );
  expect(repaired('export function f() {\n  await g();\n}\nasync function g() {}\n')).toContain(
    'export async function f() {\n  await g();\n}\nasync function g() {}\n',
  );
});

it('proposes nothing that only makes the compiler silent', () => {
  write({ 'tsconfig.json': STRICT, 'src/a.ts': '' });
  const file = path.join(folder, 'src/a.ts');
  const text = 'export const a: string = 1;\nmissing();\n';
  expect(service.diagnostics(file, text).flatMap((problem) => service.repairs(file, text, problem))).toEqual([]);
});
