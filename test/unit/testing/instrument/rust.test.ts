import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Instrumented } from '../../../../src/testing/instrument/types.ts';
import { copyFor, described, movedLines, syntax } from './subjects.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'local-forge-rust-'));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await syntax.dispose();
});

interface Case {
  readonly text: string;
  readonly subject: string;
  readonly calls: readonly string[];
  /** Mutants that no call tells from the code. */
  readonly living: readonly string[];
  /** Branches that the first call takes. */
  readonly taken: readonly string[];
}

const CASES: Case[] = [
  {
    subject: 'scan',
    text: `#![deny(warnings)]
use std::collections::HashMap;

const MOST: u32 = 50;

#[derive(Debug, Clone, PartialEq)]
enum Found { None, One(u32), Many { all: Vec<u32>, name: String } }

struct Scanner<'a> { text: &'a str, seen: HashMap<String, u32>, count: u32 }

impl<'a> Scanner<'a> {
    fn scan(&mut self, limit: u32) -> Result<Found, String> {
        let mut all = Vec::new();
        let mut rest = self.text;
        while let Some((first, more)) = rest.split_once(',') {
            let number = first.trim().parse::<u32>().map_err(|error| format!("{error}: {first}"))?;
            if number > limit && !all.is_empty() || number == 7 {
                return Err("limit".to_string());
            } else if let Some(known) = self.seen.get(first) {
                self.count += known * 2;
            }
            self.seen.insert(first.to_string(), number % 5);
            all.push(number);
            rest = more;
        }
        let Some(&last) = all.last() else { return Ok(Found::None) };
        for (index, one) in all.iter().enumerate() {
            if index as u32 + *one == MOST { break; }
            self.count += 1;
        }
        let mut left = self.count;
        loop {
            if left <= 1 { break; }
            left -= 2;
        }
        let name = String::from("n") + &left.to_string();
        Ok(match (all.len(), self.count) {
            (1, _) => Found::One(last),
            (2, count) if count > 3 => { Found::Many { all, name } }
            _ => Found::Many { all: all.into_iter().rev().collect(), name },
        })
    }
}

fn given(text: &str, limit: u32) -> String {
    let mut scanner = Scanner { text, seen: HashMap::new(), count: 0 };
    let found = scanner.scan(limit);
    format!("{:?} {}", found, scanner.count)
}
`,
    calls: [
      'given("1,2,", 9)',
      'given("", 9)',
      'given("3,", 2)',
      'given("3,4,", 3)',
      'given("3,4,", 4)',
      'given("7,", 9)',
      'given("x,", 9)',
      'given("4,4,4,", 9)',
      'given("6,6,8,", 9)',
      'given("49,49,1,", 90)',
      'given("50,1,", 90)',
      'given("1,1,", 90)',
    ],
    taken: [
      '15 entered',
      '16 true',
      '17 false',
      '17 false',
      '17 false',
      '19 false',
      '27 entered',
      '28 false',
      '33 true',
      '33 false',
      '39 false',
      '40 case',
    ],
    // With two numbers the count is above 3 where they are the same, so that their order says nothing, and never 3.
    living: ['39 > -> >=', '39 3 -> 4'],
  },
  {
    subject: 'gcd',
    text: `mod inner {
    pub const fn gcd(a: u32, b: u32) -> u32 {
        if b == 0 { a } else { gcd(b, a % b) }
    }
    #[allow(dead_code)]
    pub fn unused() {}
}

fn given(a: u32, b: u32) -> String { format!("{}", inner::gcd(a, b)) }
`,
    calls: ['given(12, 8)', 'given(7, 0)', 'given(5, 1)'],
    taken: ['3 true', '3 false'],
    living: [],
  },
  {
    subject: 'pick',
    text: `fn pick<'a>(names: &[&'a str], at: Option<usize>) -> &'a str {
    let Some(at) = at else { return "nobody" };
    let found = names.iter().enumerate().filter(|(index, name)| *index >= at && name.len() > 1).map(|(_, name)| *name).next();
    match found {
        Some("me" | "you") => "we",
        Some(name) => name,
        None => {
            let [first, ..] = names else { panic!("empty") };
            if first.starts_with('x') { return first; }
            ""
        }
    }
}

fn given(names: &[&str], at: Option<usize>) -> String {
    std::panic::catch_unwind(|| pick(names, at).to_string()).unwrap_or_else(|_| "panic".to_string())
}
`,
    calls: [
      'given(&["ab", "cd"], Some(1))',
      'given(&[], None)',
      'given(&[], Some(0))',
      'given(&["x"], Some(0))',
      'given(&["y"], Some(0))',
      'given(&["me"], Some(0))',
      'given(&["a", "you", "he"], Some(0))',
    ],
    taken: ['3 true', '3 false', '3 true', '6 case'],
    living: [],
  },
];

/** A program that tells what each call gives; of a copy, also with each mutant. */
function driver(calls: readonly string[], copy: Instrumented | undefined): string {
  const list = calls.map((call) => `        || ${call},`).join('\n');
  const run =
    copy === undefined
      ? '        println!("0 {:?}", call());'
      : `        for mutant in 0..=${copy.mutants.length}usize {
            use std::sync::atomic::Ordering::SeqCst;
            for flag in local_forge::HITS.iter().chain(local_forge::REACHED.iter()) { flag.store(false, SeqCst); }
            local_forge::MUTANT.store(mutant, SeqCst);
            local_forge::STEPS.store(0, SeqCst);
            local_forge::LIMIT.store(2000, SeqCst);
            let text = std::panic::catch_unwind(|| call()).unwrap_or_else(|lost| {
                format!("panic: {}", lost.downcast_ref::<&str>().unwrap_or(&"?"))
            });
            print!("{} {:?}", mutant, text);
            for (id, hit) in local_forge::HITS.iter().enumerate() { if hit.load(SeqCst) { print!(" h{}", id); } }
            for (id, hit) in local_forge::REACHED.iter().enumerate() { if hit.load(SeqCst) { print!(" r{}", id); } }
            println!();
        }`;
  return `fn main() {\n    std::panic::set_hook(Box::new(|_| {}));\n    let calls: Vec<fn() -> String> = vec![\n${list}\n    ];\n    for call in calls {\n${run}\n    }\n}\n`;
}

interface Line {
  readonly mutant: number;
  readonly given: string;
  readonly hits: number[];
  readonly reached: number[];
}

function run(name: string, text: string): Line[] {
  const file = path.join(folder, `${name}.rs`);
  writeFileSync(file, text);
  execFileSync('rustc', ['--edition', '2021', '--cap-lints', 'allow', '-o', path.join(folder, name), file], {
    stdio: 'pipe',
  });
  const output = execFileSync(path.join(folder, name)).toString();
  return output
    .trim()
    .split('\n')
    .map((line) => {
      const [, mutant = '', given = '', ids = ''] = /^(\d+) ("(?:[^"\\]|\\.)*")(.*)$/.exec(line) ?? [];
      const listed = (letter: string): number[] =>
        [...ids.matchAll(new RegExp(`${letter}(\\d+)`, 'g'))].map(([, id]) => Number(id));
      return { mutant: Number(mutant), given, hits: listed('h'), reached: listed('r') };
    });
}

function hasRust(): boolean {
  try {
    execFileSync('rustc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasRust())('a copy means the same, tells branches, and holds mutants that calls can tell', () => {
  it.each(CASES)(
    'of $subject',
    async ({ text, subject, calls, living, taken }) => {
      const copy = await copyFor('rust', text, subject);
      expect(movedLines(text, copy.text)).toEqual([]);
      const expected = run(`before-${subject}`, text + driver(calls, undefined)).map(({ given }) => given);
      const after = run(`after-${subject}`, copy.text + driver(calls, copy));
      const givenBy = (id: number): string[] => after.filter(({ mutant }) => mutant === id).map(({ given }) => given);
      expect(givenBy(0)).toEqual(expected);
      const hits = new Set(after[0]?.hits);
      expect(copy.branches.filter(({ id }) => hits.has(id)).map(({ line, what }) => `${line} ${what}`)).toEqual(taken);
      const reached = new Set(after.flatMap((line) => (line.mutant === 0 ? line.reached : [])));
      expect(described({ ...copy, mutants: copy.mutants.filter(({ id }) => !reached.has(id)) })).toEqual([]);
      const alive = copy.mutants.filter(({ id }) => JSON.stringify(givenBy(id)) === JSON.stringify(expected));
      expect(described({ ...copy, mutants: alive })).toEqual(living);
    },
    60_000,
  );
});

describe('mutants of Rust', () => {
  const bodyOf = (text: string): string =>
    `struct P { n: i32, s: String }\n\nfn f(a: i32, b: &u8, s: &str, p: P) -> i32 {\n${text}\n}\n`;
  it.each([
    ['a + p.n', ['4 a + p.n -> 0', '4 + -> -']],
    ['let t = p.s + s;\n0', ['5 0 -> 1']],
    ['let x = [0; 3];\nx[1]', ['4 0 -> 1', '5 x[1] -> 0', '5 1 -> 0']],
    ['match a { 1 => 2, _ => 3 }', ['4 match a { 1 => 2, _ => 3 } -> 0', '4 2 -> 3', '4 3 -> 4']],
    [
      'if p.s.is_empty() { return 5; }\na',
      ['4 p.s.is_empty() -> !(p.s.is_empty())', '4 5 -> 6', '4 5 -> 0', '5 a -> 0'],
    ],
    ['println!("x");\nassert!(a > 0);\na', ['5 assert!(a > 0); -> ', '6 a -> 0']],
    ['let x;\nx = 1;\nlet y = (1, 2).0;\nx', ['5 1 -> 0', '6 1 -> 0', '6 2 -> 3', '7 x -> 0']],
  ])('of %j', async (body, mutants) => {
    expect(described(await copyFor('rust', bodyOf(body), 'f'))).toEqual(mutants);
  });
});
