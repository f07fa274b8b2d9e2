import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CheckFailed } from '../../src/checks/checker.ts';
import { TypeScriptChecker, TypeScriptProcess } from '../../src/checks/typescript.ts';
import { root } from './lsp-client.ts';

const program = path.join(root, 'dist/typescript-checker.js');
const library = path.join(root, 'node_modules/typescript/lib/typescript.js');
const never = new AbortController().signal;

let folder: string;
let running: TypeScriptProcess[];
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tsc-')));
  running = [];
});
afterEach(() => {
  for (const one of running) one.dispose();
  fs.rmSync(folder, { recursive: true, force: true });
});

function started(options: { library?: string; hangMs?: number } = {}): TypeScriptProcess {
  const one = new TypeScriptProcess({ library, folders: [folder], program, ...options });
  running.push(one);
  return one;
}

it('checks candidates for a file of this repository, all but the first in a fraction of its time', async () => {
  const file = path.join(root, 'src/workspace/positions.ts');
  const text = fs.readFileSync(file, 'utf8');
  const checker = new TypeScriptChecker(started(), file, { owned: true, covers: 'types' });
  const times = [];
  for (const candidate of [text, text.replace('this.#starts.length', 'this.#starts.size'), text]) {
    const before = performance.now();
    const [found] = await checker.check([candidate], never);
    times.push(performance.now() - before);
    expect(found?.map(({ code }) => code)).toEqual(candidate === text ? [] : ['TS2339']);
  }
  const [first = 0, second = 0, third = 0] = times;
  expect(Math.max(second, third)).toBeLessThan(first / 2);
  await checker.dispose();
});

it('gives no answer after an abort, and answers the next', async () => {
  const one = started();
  const abort = new AbortController();
  const file = path.join(folder, 'a.ts');
  const asked = one.diagnostics(file, 'nope;', abort.signal);
  abort.abort(new Error('cancelled'));
  await expect(asked).rejects.toThrow('cancelled');
  expect((await one.diagnostics(file, 'nope;', never)).map(({ code }) => code)).toEqual(['TS2304']);
});

it('says so where the library is none, and where it hangs', async () => {
  const notIt = path.join(folder, 'typescript.js');
  fs.writeFileSync(notIt, 'module.exports = {}');
  await expect(started({ library: notIt }).diagnostics(path.join(folder, 'a.ts'), '', never)).rejects.toThrow(
    /not a TypeScript library/,
  );
  const hanging = path.join(folder, 'hanging.js');
  fs.writeFileSync(hanging, 'for (;;) {}');
  const one = started({ library: hanging, hangMs: 500 });
  const asked = one.diagnostics(path.join(folder, 'a.ts'), '', never);
  await expect(asked).rejects.toThrow(CheckFailed);
  expect(one.pid).toBeUndefined();
});

it('ends with its parent, also in the middle of its work', async () => {
  const busy = path.join(folder, 'busy.js');
  // A library that is never done, but asks now and then, as TypeScript does, whether anybody is waiting.
  fs.writeFileSync(
    busy,
    `const ts = require(${JSON.stringify(library)});
     module.exports = { ...ts, createLanguageService: (host) => ({
       getSyntacticDiagnostics: () => {
         require('fs').writeFileSync(${JSON.stringify(path.join(folder, 'pid'))}, String(process.pid));
         while (!host.getCancellationToken().isCancellationRequested()) {}
         throw new ts.OperationCanceledException();
       },
       getSemanticDiagnostics: () => [],
     }) };`,
  );
  const request = JSON.stringify({ id: 1, file: path.join(folder, 'a.ts'), text: '' });
  const script = `const child = require('child_process').fork(${JSON.stringify(program)}, [${JSON.stringify(busy)}]); child.send(${request});`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  const pidFile = path.join(folder, 'pid');
  await until(() => fs.existsSync(pidFile) && fs.readFileSync(pidFile, 'utf8') !== '');
  const pid = Number(fs.readFileSync(pidFile, 'utf8'));
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await until(() => !isRunning(pid));
});

function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries === 500) throw new Error('It did not come to that within 10 s.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
