import { describe, expect, it } from 'vitest';
import {
  changedBy,
  refusedByRust,
  refusedLinesOfRust,
  rustProbe,
  type RustProbe,
} from '../../../../src/testing/observe/rust.ts';
import { rustTypes } from '../../../../src/testing/trials/rust-types.ts';
import { trial } from '../made.ts';

const probeOf = (more: Partial<RustProbe>): string[] =>
  rustProbe({
    trials: [{ ...trial('f(1)'), number: 0 }],
    types: [],
    changesSelf: false,
    documentsPanics: false,
    output: '/tmp/out.jsonl',
    budgetMs: 1000,
    isInstrumented: true,
    ...more,
  }).split('\n');

describe('the lines of a trial say which one it is', () => {
  const lines = probeOf({
    trials: [
      { ...trial('first()'), number: 0 },
      { ...trial('second()', { setup: ['let a = 1'], expected: '"x"' }), number: 3 },
      { ...trial(`long(${'\n'.repeat(200)})`), number: 4 },
    ],
    types: rustTypes('#[derive(Debug, PartialEq)]\nstruct A { b: u8 }\n#[derive(Debug)]\nstruct C;\n'),
  });
  const numberAt = (line: number) => [
    ...refusedByRust(`src/local_forge_probe.rs:${line}:5: error[E0308]: mismatched types\n`),
  ];
  it.each([
    ['match (first()) {', [[0, 'mismatched types']]],
    ['match (second()) {', [[3, 'mismatched types']]],
    ['let a = 1;', [[3, 'mismatched types']]],
    ['compile_error!("too long");', [[4, 'mismatched types']]],
    ['const LF_OUTPUT', []],
  ])('%s', (code, refused) => {
    const at = lines.findIndex((line) => line.includes(code));
    expect(at).toBeGreaterThan(0);
    expect(numberAt(at + 1)).toEqual(refused);
  });

  it('and types that can be compared are written down', () => {
    const written = lines.filter((line) => line.startsWith('impl LfLiteral for ') && /(?:A|C) \{/.test(line));
    expect(written).toEqual([
      'impl LfLiteral for A { fn lf_literal(&self) -> Option<String> { Some(match self { A { b: lf_0 } => format!("A {{ b: {} }}", (&&&LfSeen(lf_0)).lf_text()?) }) } fn lf_type() -> String { "A".to_string() } }',
    ]);
  });
});

it('brings the state along where the source has none', () => {
  expect(probeOf({ isInstrumented: false })).toContain('mod local_forge {');
  expect(probeOf({})).not.toContain('mod local_forge {');
});

it.each([
  ['src/a/local_forge_probe.rs:1001:2: error: expected one of `!`\n', [[0, 'expected one of `!`']]],
  ['src/local_forge_probe.rs:1150:2: error[E0425]: a\nsrc/local_forge_probe.rs:1151:2: error: b\n', [[1, 'a']]],
  ['src/local_forge_probe.rs:1150:2: warning: unused\nsrc/lib.rs:1150:2: error: c\n', []],
])('of %j', (said, refused) => expect([...refusedByRust(said)]).toEqual(refused));

it('knows the lines of the source that cannot be compiled', () => {
  const said = [
    'src/a.rs:7:5: error[E0515]: cannot return reference to temporary value',
    'crates/one/src/a.rs:9:1: error: b',
    'src/a.rs:7:9: error[E0308]: c',
    'src/a.rs:8:5: warning: d',
    'src/ba.rs:3:5: error: e',
    'a.rs:1:5: error: f',
  ].join('\n');
  expect(refusedLinesOfRust(said, '/p/src/a.rs')).toEqual([7, 9, 1]);
});

describe('what a call may change', () => {
  it.each<[string, string[], boolean, string[]]>([
    ['s.push(1)', ['let mut s = S::new()'], true, ['s']],
    ['s.len()', ['let mut s = S::new()'], false, []],
    ['s.push(1)', ['let s = S::new()'], true, []],
    ['fill(&mut a, &mut b)', ['let mut a = 1', 'let mut b = 2'], false, ['a', 'b']],
    ['fill(&mut a[1..], &c)', ['let mut a = 1', 'let mut c = 1'], false, []],
    ['s.fill(&mut s)', ['let mut s = 1'], true, ['s']],
  ])('%s after %j', (call, setup, changesSelf, names) => {
    expect(changedBy({ call, setup }, changesSelf)).toEqual(names);
  });
});
