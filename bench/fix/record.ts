/**
 * `node dist/record-fix-tests.js`: writes down what the packages without shipped tests do in their cases (`recorded/`). To be
 * run when cases or versions change.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fetched } from '../eval/fetch.ts';
import { runContained, trimmedEnvironment } from '../contained.ts';
import { testCommand, TIMEOUT_MS } from './hidden-tests.ts';
import { PACKAGES } from './packages.ts';
import { answersFile, recordingOf } from './recordings.ts';
import { Scratch } from './scratch.ts';

for (const source of PACKAGES) {
  const recording = recordingOf(source);
  const tests = source.parts[0]?.tests ?? [];
  if (!recording) continue;
  fs.rmSync(answersFile(recording), { force: true });
  const project = fetched(source);
  using scratch = new Scratch(project);
  const { program, args } = testCommand(scratch, {
    languageId: source.languageId,
    project,
    name: '',
    tests,
    recording,
  });
  const env = trimmedEnvironment(scratch.home);
  const { verdict, output } = await runContained(program, args, { cwd: scratch.folder, env, timeoutMs: TIMEOUT_MS });
  if (verdict !== 'passed') throw new Error(`${source.name}: ${output}`);
  const answers: unknown = JSON.parse(fs.readFileSync(path.join(scratch.folder, 'recorded.json'), 'utf8'));
  fs.writeFileSync(answersFile(recording), `${JSON.stringify(answers, null, 1)}\n`);
  console.log(`${source.name}: ${Object.keys(answers ?? {}).length} cases`);
}
