import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAssertable } from '../../src/testing/cases.ts';
import { RUST } from '../../src/testing/languages/rust.ts';
import { Prover } from '../../src/testing/prover.ts';
import { runnerProgram } from '../../src/testing/run/frameworks.ts';
import { documentedTrials } from '../../src/testing/trials/documented.ts';
import { seedTrials } from '../../src/testing/trials/seeds.ts';
import { BUDGET_MS, call, chosen, kinds, never, outcomes } from './proved-projects.ts';
import { contents, folder, sourceOf, syntax, writeAll } from './test-project.ts';

const SECONDS = 60_000;

/** Of the user: nothing that we do may be seen there. */
let target: string;
const provers: Prover[] = [];
beforeEach(() => {
  target = fs.mkdtempSync(path.join(os.tmpdir(), 'local-forge-target-'));
});
afterEach(async () => {
  for (const prover of provers.splice(0)) await prover.dispose();
  fs.rmSync(target, { recursive: true, force: true });
});

async function proverOf(text: string, name: string, more: Record<string, string> = {}, source = 'src/lib.rs') {
  const manifest = '[package]\nname = "p"\nversion = "0.1.0"\nedition = "2021"\n';
  writeAll({ 'Cargo.toml': manifest, [source]: text, ...more });
  const file = path.join(folder, source);
  const whole = await sourceOf(file, name, 'rust');
  const { setup, subject } = whole;
  const program = await runnerProgram(setup.framework, file, [folder]);
  if ('reason' in program) throw new Error(program.reason);
  expect(RUST.refusal(whole)).toBeUndefined();
  const prover = await Prover.of(whole, { language: RUST, program, folders: [folder], syntax }, never);
  provers.push(prover);
  return { prover, setup, subject, before: contents() };
}

const unusable = (said: string) => ({ kind: 'unusable', reason: expect.stringContaining(said) as string });
const value = (literal: string, more: object = {}) => ({ kind: 'value', literal, shape: 'primitive', ...more });

/** Written down, the proven tests pass without us, and without a warning. */
function passesAlone(testFile: string, text: string): string {
  fs.writeFileSync(testFile, text);
  const env = { ...process.env, CARGO_TARGET_DIR: target, CARGO_PROFILE_DEV_DEBUG: '0', RUSTFLAGS: '-D warnings' };
  return execFileSync('cargo', ['test', '--offline', '--quiet', '--lib'], {
    cwd: folder,
    stdio: 'pipe',
    env,
  }).toString();
}

const CLAMP = `/// Keeps a value between two limits.
fn clamp(value: i32, low: i32, high: i32) -> i32 {
    if low > high {
        panic!("low is above high");
    }
    if value < low {
        return low;
    }
    if value > high { high } else { value }
}

pub fn middle(value: i32) -> i32 {
    clamp(value, 0, 10)
}
`;

it(
  'tests what is observed of a private function',
  async () => {
    const { prover, setup, before } = await proverOf(CLAMP, 'clamp');
    const trials = ['(5, 0, 10)', '(-1, 0, 10)', '(20, 0, 10)', '(1, 2, 0)'].map((list) => call(`clamp${list}`));
    const observations = await prover.observe(trials, BUDGET_MS, never);
    expect(outcomes(observations)).toEqual([
      value('5'),
      value('0'),
      value('10'),
      { kind: 'throws', type: 'panic', message: 'low is above high' },
    ]);
    // Each goes another way, and a changed border is noticed by somebody.
    expect(new Set(observations.map(({ branches }) => branches.join())).size).toBe(4);
    expect(new Set(observations.flatMap(({ killed }) => killed)).size).toBeGreaterThan(3);
    const proof = await prover.prove(chosen(trials, observations), never);
    expect(proof?.cases).toHaveLength(4);
    expect(contents()).toEqual(before);
    expect(proof?.text).toContain(CLAMP + '\n#[cfg(test)]\nmod tests {\n    use super::*;\n');
    expect(proof?.text).toContain('#[should_panic(expected = "low is above high")]');
    expect(passesAlone(setup.testFile, proof?.text ?? '')).toContain('4 passed');
  },
  SECONDS,
);

const STACK = `use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    Full { limit: usize },
    Empty,
}

#[derive(Debug, PartialEq)]
pub struct Entry {
    name: String,
    weight: f64,
}

pub struct Opaque(pub i32);

#[derive(Debug)]
pub struct Stack {
    items: Vec<i32>,
    limit: usize,
}

impl Stack {
    pub fn new(limit: usize) -> Self {
        Stack { items: Vec::new(), limit }
    }

    /// Puts one on top.
    pub fn push(&mut self, item: i32) -> Result<usize, Error> {
        if self.items.len() >= self.limit {
            return Err(Error::Full { limit: self.limit });
        }
        self.items.push(item);
        Ok(self.items.len())
    }

    pub fn clear(&mut self) {
        self.items.clear();
    }
}

/// Halves even numbers.
///
/// \`\`\`
/// use p::half;
/// assert_eq!(half(4), Some(2));
/// assert_eq!(p::half(8), Some(5));
/// assert!(half(3).is_none());
/// \`\`\`
pub fn half(number: i64) -> Option<i64> {
    if number % 2 == 0 { Some(number / 2) } else { None }
}

pub fn entry<'a>(name: &'a str, weight: f64) -> Result<Entry, &'a str> {
    let name = name.split(':').next().filter(|one| !one.is_empty()).ok_or("no name")?;
    Ok(Entry { name: name.to_string(), weight: weight * 2.0 })
}

pub fn words(text: &str) -> HashMap<String, Vec<usize>> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, word) in text.split_whitespace().enumerate() {
        found.entry(word.to_string()).or_default().push(index);
    }
    found
}

pub fn opaque(number: i32) -> Opaque {
    Opaque(number)
}

pub fn endless(number: u32) -> u32 {
    loop {
        if number > 10 {
            return number;
        }
        std::thread::sleep(std::time::Duration::from_millis(if number == 2 { 60_000 } else { 0 }));
    }
}

pub fn leaves(text: &str) -> usize {
    std::fs::write(format!("left-{}.txt", text.len()), text).map_or(0, |()| text.len())
}
`;

it(
  'leaves out mutants that do not compile',
  async () => {
    const text = `pub fn primes(many: bool) -> &'static [u32] {
    if !many {
        return &[2];
    }
    &[2, 3]
}

pub fn kept(place: &str) -> Result<(), std::io::ErrorKind> {
    std::fs::write(place, "").map_err(|error| error.kind())
}
`;
    const { prover } = await proverOf(text, 'primes');
    const all = prover.instrumented;
    const outside = path.join(folder, 'outside').replaceAll('\\', '/');
    const trials = [call('primes(true)'), call('primes(false)'), call(`kept("${outside}")`)];
    const observations = await prover.observe(trials, BUDGET_MS, never);
    expect(observations.map(({ branches }) => branches)).toEqual([[2], [1], []]);
    const left = prover.instrumented?.mutants ?? [];
    expect(left.length).toBeLessThan(all?.mutants.length ?? 0);
    expect(left.map(({ line }) => line)).toContain(2);
    expect(observations[0]?.killed.length).toBeGreaterThan(0);
    // A test of what only our runs cannot do is none.
    expect(observations.map(({ outcome }) => isAssertable(outcome))).toEqual([true, true, false]);
    expect(fs.existsSync(outside)).toBe(false);
  },
  SECONDS,
);

describe('of one file', () => {
  it(
    'Result, Option, literals of its own types, and what has none',
    async () => {
      const { prover, setup } = await proverOf(STACK, 'entry');
      const trials = [
        call('entry("a:b", 1.5)'),
        call('entry("", 0.0)'),
        call('half(7)'),
        call('words("b a b")'),
        call('words("")'),
        call('opaque(2)'),
        call('vec![entry("x", 1.0)]'),
        call('(half(2), \'x\', "é\\n")'),
        call('f64::NAN'),
      ];
      const observations = await prover.observe(trials, BUDGET_MS, never);
      const equal = (literal: string) => value(literal, { shape: 'equal' });
      expect(outcomes(observations)).toEqual([
        equal('Ok(Entry { name: "a".to_string(), weight: 3.0 })'),
        equal('Err("no name")'),
        value('None'),
        equal('std::collections::HashMap::from([("a".to_string(), vec![1]), ("b".to_string(), vec![0, 2])])'),
        equal('std::collections::HashMap::<String, Vec<usize>>::new()'),
        { kind: 'value', shape: 'primitive' },
        equal('vec![Ok(Entry { name: "x".to_string(), weight: 2.0 })]'),
        equal('(Some(1), \'x\', "é\\n")'),
        value('"NaN"', { isDebug: true }),
      ]);
      const cases = chosen(
        trials,
        observations.map((one) => ({ ...one, branches: [100 + one.trial] })),
      );
      expect(cases).toHaveLength(8);
      const proof = await prover.prove(cases, never);
      expect(proof?.cases).toHaveLength(8);
      passesAlone(setup.testFile, proof?.text ?? '');
    },
    SECONDS,
  );

  it(
    'a method, what it changes, and calls that do not compile, in a module of tests that is there',
    async () => {
      const existing = `\n#[cfg(test)]\nmod tests {\n    use super::Stack;\n\n    #[test]\n    fn stack_push_of_1() {\n        assert!(Stack::new(1).push(1).is_ok());\n    }\n}\n`;
      const { prover, setup } = await proverOf(STACK + existing, 'Stack.push');
      const trials = [
        call('stack.push(1)', ['let mut stack = Stack::new(2)']),
        call('stack.push(1)', ['let mut stack = Stack::new(0)']),
        call('stack.push("one")', ['let mut stack = Stack::new(2)']),
        call('stack.pushed(1)', ['let mut stack = Stack::new(2)']),
        call('stack.push(2)', ['let stack = Stack::new(2)']),
        call('stack.clear()', ['let mut stack = Stack { items: vec![1], limit: 3 }']),
      ];
      const observations = await prover.observe(trials, BUDGET_MS, never);
      expect(kinds(observations)).toEqual(['value', 'value', 'unusable', 'unusable', 'unusable', 'value']);
      expect(outcomes(observations)).toEqual([
        value('Ok(1)', {
          shape: 'equal',
          after: [{ name: 'stack', literal: '"Stack { items: [1], limit: 2 }"', isDebug: true }],
        }),
        { kind: 'value', literal: 'Err(Error::Full { limit: 0 })', shape: 'equal' },
        unusable('mismatched types'),
        unusable('no method named `pushed`'),
        unusable('cannot borrow `stack` as mutable'),
        value('()', {
          shape: 'equal',
          after: [{ name: 'stack', literal: '"Stack { items: [], limit: 3 }"', isDebug: true }],
        }),
      ]);
      const proof = await prover.prove(chosen(trials, observations), never);
      expect(proof?.cases.length).toBeGreaterThan(1);
      expect(proof?.text.match(/mod tests \{/g)).toHaveLength(1);
      expect(proof?.text).toContain('    use super::Stack;\n    use super::Error;\n');
      // The name is taken.
      expect(proof?.text).toContain('fn stack_push_of_1_2() {');
      passesAlone(setup.testFile, proof?.text ?? '');
    },
    SECONDS,
  );

  it(
    'what the documentation says, and where it is wrong',
    async () => {
      const { prover, subject } = await proverOf(STACK, 'half');
      const trials = documentedTrials(STACK, subject);
      expect(trials.map(({ call: code, expected }) => [code, expected])).toEqual([
        ['half(4)', 'Some(2)'],
        ['half(8)', 'Some(5)'],
        ['half(3)', undefined],
      ]);
      const observations = await prover.observe(trials, BUDGET_MS, never);
      expect(observations.map(({ asDocumented, documented }) => [asDocumented, documented])).toEqual([
        [true, undefined],
        [false, 'Some(5)'],
        [undefined, undefined],
      ]);
    },
    SECONDS,
  );

  it(
    'no test of what does not end, or leaves a file behind',
    async () => {
      const first = await proverOf(STACK, 'endless');
      const observed = await first.prover.observe(
        ['(11)', '(1)', '(2)', '(12)'].map((list) => call(`endless${list}`)),
        BUDGET_MS,
        never,
      );
      expect(kinds(observed)).toEqual(['value', 'unusable', 'unusable', 'value']);
      const { prover, before } = await proverOf(STACK, 'leaves');
      const trials = [call('leaves("abc")')];
      const observations = await prover.observe(trials, BUDGET_MS, never);
      expect(outcomes(observations)).toEqual([value('3')]);
      expect(await prover.prove(chosen(trials, observations), never)).toBeUndefined();
      expect(contents()).toEqual(before);
    },
    SECONDS,
  );

  it.each(['entry', 'half', 'words', 'Stack.push', 'Stack.new', 'Stack.clear'])(
    'has calls from the types alone: %s',
    async (name) => {
      const { prover, subject } = await proverOf(STACK, name);
      const observations = await prover.observe(seedTrials(STACK, subject), BUDGET_MS, never);
      expect(observations.filter(({ outcome }) => outcome.kind === 'unusable')).toEqual([]);
      expect(observations.filter(({ outcome }) => isAssertable(outcome)).length).toBeGreaterThan(1);
    },
    SECONDS,
  );
});

it(
  'in a crate of a workspace, which needs another one',
  async () => {
    const text = '/// About.\npub(crate) fn twice(number: u8) -> u8 {\n    other::same(number) * 2\n}\n';
    const more = {
      'Cargo.toml': '[workspace]\nmembers = ["a", "other"]\nresolver = "2"\n\n[workspace.package]\nversion = "0.1.0"\n',
      'a/Cargo.toml':
        '[package]\nname = "a"\nversion.workspace = true\nedition = "2021"\n\n[dependencies]\nother = { path = "../other" }\n',
      'a/src/lib.rs': 'mod inner;\n',
      'other/Cargo.toml': '[package]\nname = "other"\nversion.workspace = true\n',
      'other/src/lib.rs': 'pub fn same(number: u8) -> u8 {\n    number\n}\n',
    };
    const { prover, before } = await proverOf(text, 'twice', more, 'a/src/inner.rs');
    const trials = [call('twice(2)'), call('twice(200)')];
    const observations = await prover.observe(trials, BUDGET_MS, never);
    expect(outcomes(observations)).toEqual([
      value('4'),
      // Nobody meant that.
      { kind: 'throws', type: 'panic', message: 'attempt to multiply with overflow', isAccident: true },
    ]);
    expect((await prover.prove(chosen(trials, observations), never))?.text).toContain('assert_eq!(twice(2), 4);');
    expect(contents()).toEqual(before);
  },
  SECONDS,
);

it(
  'a test of a bug fails now, and passes once the function of the same file is fixed',
  async () => {
    const text = 'pub fn last(list: &[i32]) -> Option<i32> {\n    list.first().copied()\n}\n';
    const { prover } = await proverOf(text, 'last');
    const one = {
      trial: { ...call('last(&[1, 2])'), from: 'report' as const },
      outcome: { kind: 'value' as const, literal: 'Some(2)', shape: 'equal' as const },
      adds: { branches: [], mutants: [] },
      isDocumented: true,
    };
    const proof = await prover.fails(one, undefined, 2, never);
    if (!('text' in proof)) throw new Error(proof.reason);
    expect(proof.name).toBe('last_of_1_2');
    expect(await prover.passesAfter(proof, text, never)).toBe(false);
    expect(await prover.passesAfter(proof, text.replace('first', 'last'), never)).toBe(true);
    const right = { ...one, outcome: { ...one.outcome, literal: 'Some(1)' } };
    expect(await prover.fails(right, undefined, 2, never)).toEqual({ reason: 'The test passes already.' });
  },
  SECONDS,
);

it(
  'in the file of a module of tests that is there',
  async () => {
    const text = 'pub fn twice(number: i64) -> i64 {\n    number * 2\n}\n\n#[cfg(test)]\nmod tests;\n';
    const existing = 'use super::twice;\n\n#[test]\nfn doubles() {\n    assert_eq!(twice(1), 2);\n}\n';
    const { prover, setup } = await proverOf(
      text,
      'twice',
      {
        'src/lib.rs': 'pub mod inner;\n',
        'src/inner/tests.rs': existing,
      },
      'src/inner.rs',
    );
    const trials = [call('twice(3)')];
    const proof = await prover.prove(chosen(trials, await prover.observe(trials, BUDGET_MS, never)), never);
    expect(proof?.text.startsWith(existing.trimEnd())).toBe(true);
    expect(proof?.text).toContain('fn twice_of_3() {\n    assert_eq!(twice(3), 6);\n}\n');
    expect(passesAlone(setup.testFile, proof?.text ?? '')).toContain('2 passed');
  },
  SECONDS,
);
