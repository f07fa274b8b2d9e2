import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Instrumented } from '../../../../src/testing/instrument/types.ts';
import { copyFor, described, movedLines, syntax } from './subjects.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'local-forge-go-'));
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
    subject: 'Clamp',
    text: `package subject

import "errors"

const Most = 100

func Clamp(n, low, high int, name string) (int, error) {
	if low > high || name == "" {
		return 0, errors.New("low")
	}
	step, label := 1, "x"+name
	for i := low; i < high; i++ {
		if i%5 == 0 && !(i > Most-50) { step = i }
		step++
	}
	if err := check(n); err != nil { return -1, err }
	switch {
	case n < low: n = low
	case n > high: return high * 2, nil
	default:
		n += step
	}
	return n + len(label), nil
}

func check(n int) error {
	if n == 13 {
		return errors.New("13")
	}
	return nil
}
`,
    calls: [
      'Clamp(1, 2, 3, "a")',
      'Clamp(9, 2, 3, "ab")',
      'Clamp(2, 2, 3, "a")',
      'Clamp(3, 2, 3, "a")',
      'Clamp(1, 3, 2, "a")',
      'Clamp(1, 2, 3, "")',
      'Clamp(13, 2, 3, "a")',
      'Clamp(60, 40, 61, "a")',
      'Clamp(3, 0, 7, "a")',
      'Clamp(52, 50, 53, "a")',
      'Clamp(51, 51, 56, "a")',
      'Clamp(5, 5, 5, "a")',
      'Clamp(5, 0, 1, "a")',
      'Clamp(0, 0, 0, "a")',
      'Clamp(51, 50, 52, "b")',
    ],
    taken: ['8 false', '8 false', '8 false', '12 true', '12 false', '13 false', '13 false', '16 false', '18 case'],
    living: [],
  },
  {
    subject: 'Walk',
    text: `package subject

type Flag bool

type Tree struct {
	Left, Right *Tree
	Name        string \`json:"name"\`
	Count       int
}

func (t *Tree) Walk(visit func(int, string) bool) (names []string, done Flag) {
	defer func() {
		if recover() != nil {
			names, done = append(names, "lost"), true
		}
	}()
	if t == nil {
		return nil, false
	}
	seen := map[string]int{"a": 1, "b": 2}
	fixed := [2]string{0: "x", 1: "y"}
	rows := make([]string, 0, 1)
	for _, one := range []*Tree{
		t.Left,
		t.Right,
	} {
		more, _ := one.Walk(visit)
		rows = append(rows, more...)
	}
	if visit(seen[t.Name]+1, fixed[1]) {
		rows = append(rows, t.Name)
		t.Count += 1
		seen[t.Name] = t.Count
	}
	func() {
		for {
			seen["b"]--
			if seen["b"] <= 0 { break }
		}
	}()
	var found = len(rows) > 0
	switch v := any(t.Count).(type) {
	case int:
		if v > 2 { panic("count") }
	case string:
	}
	return rows, Flag(found)
}

func Run(counts ...int) ([]string, Flag, string) {
	var root *Tree
	for i, count := range counts {
		root = &Tree{Left: root, Name: string(rune('a' + i)), Count: count}
	}
	log := ""
	names, done := root.Walk(func(n int, s string) bool {
		log += string(rune('0'+n)) + s
		return n != 1
	})
	return names, done, log
}
`,
    calls: ['Run()', 'Run(0)', 'Run(0, 1)', 'Run(0, 0, 0)', 'Run(2)', 'Run(1, 2)', 'Run(1)'],
    taken: ['13 false', '17 true'],
    living: [
      '21 "x" -> ""',
      '33 seen[t.Name] = t.Count -> ',
      '35 func() {\n\t\tfor {\n\t\t\tseen["b"]--\n\t\t\tif seen["b"] <= 0 { break }\n\t\t}\n\t}() -> ',
      '38 <= -> <',
      '38 0 -> 1',
      '41 > -> >=',
      '44 "count" -> ""',
    ],
  },
];

const HEAD = `package subject

import "fmt"

func given(call func() string) (text string) {
	defer func() {
		if lost := recover(); lost != nil {
			text = fmt.Sprint("panic: ", lost)
		}
	}()
	return call()
}

func calls() []func() string {
	return []func() string{
`;

/** A file of the same package that tells what each call gives; of a copy, also with each mutant. */
function driver(calls: readonly string[], copy: Instrumented | undefined): string {
  const list = calls.map((call) => `\t\tfunc() string { return fmt.Sprintf("%q", fmt.Sprint(${call})) },\n`).join('');
  const run =
    copy === undefined
      ? '\t\tfmt.Printf("%d %q\\n", 0, given(call))\n'
      : `		for mutant := 0; mutant <= ${copy.mutants.length}; mutant++ {
			localForgeState.mutant, localForgeState.steps, localForgeState.limit = mutant, 0, 2000
			localForgeState.hits, localForgeState.reached = [${copy.branches.length + 1}]bool{}, [${copy.mutants.length + 1}]bool{}
			fmt.Printf("%d %q", mutant, given(call))
			for id, hit := range localForgeState.hits {
				if hit { fmt.Print(" h", id) }
			}
			for id, reached := range localForgeState.reached {
				if reached { fmt.Print(" r", id) }
			}
			fmt.Println()
		}
`;
  return `${HEAD}${list}\t}\n}\n\nfunc Drive() {\n\tfor _, call := range calls() {\n${run}\t}\n}\n`;
}

interface Line {
  readonly mutant: number;
  readonly given: string;
  readonly hits: number[];
  readonly reached: number[];
}

function linesOf(output: string): Line[] {
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

/** Builds all packages with the one that calls them, and gives what each prints, by the package's name. */
function run(packages: ReadonlyMap<string, Readonly<Record<string, string>>>): Map<string, Line[]> {
  const names = [...packages.keys()];
  writeFileSync(path.join(folder, 'go.mod'), 'module sample\n\ngo 1.20\n');
  const imports = names.map((name) => `\t${name} "sample/${name}"\n`).join('');
  const drives = names.map((name) => `\tprintln("${name}")\n\tfmt.Println("== ${name}")\n\t${name}.Drive()\n`).join('');
  writeFileSync(
    path.join(folder, 'main.go'),
    `package main\n\nimport (\n\t"fmt"\n${imports})\n\nfunc main() {\n${drives}}\n`,
  );
  for (const [name, files] of packages) {
    mkdirSync(path.join(folder, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, name, file), text);
  }
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' };
  const output = execFileSync('go', ['run', '.'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  return new Map(
    output
      .split('== ')
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), linesOf(part.slice(part.indexOf('\n')))]),
  );
}

function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it.skipIf(!hasGo())(
  'means the same, tells branches, holds mutants that calls can tell, and ends them',
  async () => {
    const copies = await Promise.all(CASES.map(({ text, subject }) => copyFor('go', text, subject)));
    const packages = new Map<string, Record<string, string>>();
    for (const [index, { text, calls }] of CASES.entries()) {
      packages.set(`before${index}`, { 'a.go': text, 'drive.go': driver(calls, undefined) });
      packages.set(`after${index}`, { 'a.go': copies[index]?.text ?? '', 'drive.go': driver(calls, copies[index]) });
    }
    const printed = run(packages);
    const all: string[] = [];
    for (const [index, { text, living, taken }] of CASES.entries()) {
      const copy = copies[index];
      const [before, after] = [printed.get(`before${index}`) ?? [], printed.get(`after${index}`) ?? []];
      if (copy === undefined) throw new Error('no copy');
      expect(movedLines(text, copy.text)).toEqual([]);
      const expected = before.map(({ given }) => given);
      const givenBy = (id: number): string[] => after.filter(({ mutant }) => mutant === id).map(({ given }) => given);
      expect(givenBy(0)).toEqual(expected);
      const hits = new Set(after[0]?.hits);
      expect(copy.branches.filter(({ id }) => hits.has(id)).map(({ line, what }) => `${line} ${what}`)).toEqual(taken);
      const reached = new Set(after.flatMap((line) => (line.mutant === 0 ? line.reached : [])));
      expect(described({ ...copy, mutants: copy.mutants.filter(({ id }) => !reached.has(id)) })).toEqual([]);
      const alive = copy.mutants.filter(({ id }) => JSON.stringify(givenBy(id)) === JSON.stringify(expected));
      expect(described({ ...copy, mutants: alive })).toEqual(living);
      all.push(...after.map(({ given }) => given));
    }
    expect(all.filter((given) => given.includes('LocalForgeEndless')).length).toBeGreaterThan(0);
  },
  180_000,
);

describe('mutants of Go', () => {
  const bodyOf = (text: string): string =>
    `package a\n\nconst N = 4\n\nfunc f(a, b int, s string, t []string) int {\n${text}\n}\n`;
  it.each([
    ['\treturn a + b', ['6 a + b -> 0', '6 + -> -']],
    ['\t_ = s + t[0]\n\treturn 0', ['7 0 -> 1']],
    ['\tx := a / 1\n\treturn x', ['6 / -> *', '7 x -> 0']],
    ['\tx := g(1)\n\tfor i := 0; i < N*2; i++ {}\n\treturn x', ['7 < -> <=', '7 < -> >=', '8 x -> 0']],
    ['\tx := 1\n\tx, y := x+1, 2\n\treturn 0', ['6 1 -> 0', '8 0 -> 1']],
    [
      '\tif s == "" { panic("no") }\n\tgo g()\n\treturn -1',
      ['6 == -> !=', '6 "" -> "x"', '6 "no" -> ""', '8 -1 -> 0', '8 -1 -> 1'],
    ],
    ['\tt[0] = s[1:2] + `\n`\n\treturn len(t)', ['6 t[0] = s[1:2] + `\n` -> ', '8 len(t) -> 0']],
  ])('of %j', async (body, mutants) => {
    expect(described(await copyFor('go', bodyOf(body), 'f'))).toEqual(mutants);
  });
});
