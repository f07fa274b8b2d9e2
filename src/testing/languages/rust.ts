import path from 'node:path';
import { RUST_PROBE, refusedByRust, refusedLinesOfRust, rustProbe } from '../observe/rust.ts';
import { crateOf, testsIn } from '../run/cargo.ts';
import { headOf } from '../subject.ts';
import { bareRust, blocksAround, plainRust } from '../trials/rust-text.ts';
import { rustTypes } from '../trials/rust-types.ts';
import { rustTests } from '../write/rust.ts';
import type { Source, TestLanguage } from './language.ts';

export const RUST: TestLanguage = {
  refusal: (source) => {
    const { text, subject, file, setup } = source;
    const { name, start } = subject;
    const head = plainRust(headOf(text, subject));
    const [folder = ''] = path.relative(crateOf(setup.root, file), file).split(path.sep);
    if (folder !== 'src') return `Unit tests of Rust stand in the files below "src": this one is in "${folder}".`;
    if (name === 'main' && subject.owner === undefined && path.basename(file) === 'main.rs')
      return '"main" is the program itself.';
    const module = blocksAround(text, 'mod', start).at(-1)?.head;
    if (module !== undefined)
      return /^tests?$/.test(module)
        ? `"${name}" stands among the tests.`
        : `"${name}" is in the module "${module}" of the file: tests at the end of the file do not see into it.`;
    if (blocksAround(text, 'trait', start).length > 0) return `"${name}" belongs to a trait, not to a type.`;
    if (/\basync\s+(?:unsafe\s+)?fn\b/.test(head))
      return `"${name}" is asynchronous: which runtime it needs is not known.`;
    if (/\bunsafe\s+(?:extern\b[^{]*)?fn\b/.test(head))
      return `"${name}" is unsafe: calls with made-up values could do anything.`;
    return undefined;
  },
  probe: (source, { trials, output, budgetMs, isInstrumented }) => {
    const { text, subject, file } = source;
    const probe = rustProbe({
      trials,
      types: rustTypes(text),
      changesSelf: /\(\s*&\s*mut\s+self\b/.test(plainRust(headOf(text, subject))),
      documentsPanics: /^\s*\/\/\/\s*#+ Panics\b/m.test(text.slice(subject.start, subject.bodyStart)),
      output,
      budgetMs,
      isInstrumented,
    });
    return { file: path.join(path.dirname(file), `${RUST_PROBE}.rs`), text: probe };
  },
  // A module of the file sees what is private in it.
  probed: (text) => `${text}\n#[cfg(test)]\n#[path = "${RUST_PROBE}.rs"]\nmod ${RUST_PROBE};\n`,
  ordered: (text, names) => {
    const digits = String(names.length).length;
    return names.reduce((changed, name, index) => {
      const number = String(index).padStart(digits, '0');
      return changed.replaceAll(new RegExp(`\\bfn ${name}\\b(?=\\(\\))`, 'g'), `fn o${number}_${name}`);
    }, text);
  },
  refused: refusedByRust,
  refusedLines: refusedLinesOfRust,
  tests: (source, cases) => {
    const { setup, subject } = source;
    const functions = [...(setup.existing ?? '').matchAll(/\bfn\s+(\w+)/g)].map(([, name = '']) => name);
    const written = rustTests(cases, subject, { taken: new Set(functions), isResult: givesResult(source) });
    return { ...written, imports: [{ from: 'super', names: namesFromSource(source, written.tests) }] };
  },
  newFile: (source, { tests }) => {
    const { setup, file, text } = source;
    const lines = `use super::*;\n\n${tests}`;
    if (setup.testFile !== file) return lines;
    const module = testsIn(text).length > 0 || /\bmod\s+tests\b/.test(text) ? 'local_forge_tests' : 'tests';
    return `${text.trimEnd()}\n\n#[cfg(test)]\nmod ${module} {\n${lines.replaceAll(/^(?=.)/gm, '    ')}}\n`;
  },
  environment: (_, root) => ({
    CARGO_TARGET_DIR: path.join(root, '..', 'target'),
    CARGO_NET_OFFLINE: 'true',
    // Nobody debugs the copy, and it is linked sooner.
    CARGO_PROFILE_DEV_DEBUG: '0',
    CARGO_PROFILE_TEST_DEBUG: '0',
    CARGO_TERM_COLOR: 'never',
    RUSTUP_AUTO_INSTALL: '0',
  }),
};

/** What tests import from the source: all, or the names that they use where the tests that are there do so. */
function namesFromSource({ text, setup }: Source, tests: string): string[] {
  const existing = bareRust(setup.existing ?? '');
  if (!/\buse\s+super::/.test(existing) || /\buse\s+super::\*/.test(existing)) return ['*'];
  const bare = bareRust(text);
  const declared = bare.matchAll(/\b(?:fn|struct|enum|union|trait|const|static|type|mod)\s+([A-Za-z_]\w*)/g);
  const imported = [...bare.matchAll(/\buse\s+([^;]+);/g)].flatMap(([, use = '']) => use.match(/\w+(?!\w|::)/g) ?? []);
  const known = new Set([...[...declared].map(([, name = '']) => name), ...imported]);
  const own = new Set([...tests.matchAll(/\bfn\s+(\w+)/g)].map(([, name = '']) => name));
  const used = new Set([...bareRust(tests).matchAll(/(?<![\w.:])[A-Za-z_]\w*/g)].map(([name]) => name));
  return [...used].filter((name) => known.has(name) && !own.has(name));
}

function givesResult({ text, subject }: Pick<Source, 'text' | 'subject'>): boolean {
  const head = plainRust(headOf(text, subject));
  return /->\s*(?:\w+::)*Result\b[^{]*\{?\s*$/.test(head);
}
