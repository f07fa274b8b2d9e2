import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseReport, type ReportFormat } from '../../../src/checks/reports/parse-report.ts';
import { diagnosticsIn, type ReportedProblem } from '../../../src/checks/reports/problem.ts';

/** What the tools printed (ruff 0.17.6, eslint 10.15.0, tsc 6.0.3, pyright 1.1.414, go 1.26.8, cargo 1.95.0) about these texts. */
const SOURCES = {
  'a.ts':
    "export const emoji: number = '😀'; missing1();\nconst b: { a: { c: string } } = { a: { c: '' } };\nexport const z: { a: { c: number } } = b;\n",
  'a.js': 'let used = 1; const e = "😀"; missing1(used);\n',
  'b.js': 'let a = (;\n',
  'a.py': 'import os\ne = "😀é"; missing1()\n',
  'b.py': 'def f(:\n',
  'c.py': 'e = "😀é"; missing1()\nx: int = "a"\n',
  'g/a.go': 'package g\n\nvar e = "é" + missing1 + missing2\n\nfunc f() {}\nfunc f() {}\n',
  'v/a.go': 'package v\n\nimport "fmt"\n\nfunc f() { fmt.Printf("é %d", "text") }\n',
  'src/main.rs': 'fn main() {\n    let e: i32 = "😀"; missing1(e);\n    println!("{}", missing2);\n}\n',
};

function report(name: string): string {
  return fs.readFileSync(new URL(`../../fixtures/reports/${name}.txt`, import.meta.url), 'utf8');
}

/** For each problem: its file, code, severity, and the text that begins at its place. */
function told(problems: readonly ReportedProblem[], length = 8): string[] {
  return problems.map((problem) => {
    const file = problem.file.replace('/tmp/report/', '');
    const text = SOURCES[file as keyof typeof SOURCES];
    const [found] = diagnosticsIn(text, [problem]);
    const start = found?.start ?? 0;
    return `${file} ${problem.code ?? '-'} ${problem.severity} ${text.slice(start, start + length).split('\n')[0] ?? ''}`;
  });
}

const TSC = ['a.ts TS2322 error emoji: n', 'a.ts TS2304 error missing1', 'a.ts TS2322 error z: { a: '];
const ESLINT = ['a.js no-unused-vars warning e = "😀"', 'a.js no-undef error missing1', 'b.js - error ;'];
const RUFF = [
  'a.py I001 warning import o',
  'a.py F401 warning os',
  'a.py F821 error missing1',
  'b.py invalid-syntax error :',
  'b.py invalid-syntax error ',
];
const PYRIGHT = ['c.py reportUndefinedVariable error missing1', 'c.py reportAssignmentType error "a"'];
const GO = ['g/a.go - error missing1', 'g/a.go - error missing2', 'g/a.go - error f() {}'];
const CARGO = [
  'src/main.rs E0425 error missing2',
  'src/main.rs E0308 error "😀"; mi',
  'src/main.rs E0425 error missing1',
];
const RECORDED: readonly [name: string, format: ReportFormat, expected: readonly string[]][] = [
  ['tsc', 'tsc', TSC],
  ['tsc-pretty', 'tsc', TSC],
  ['eslint-json', 'eslint', ESLINT],
  ['eslint-stylish', 'eslint', ESLINT],
  ['ruff-json', 'ruff', RUFF],
  ['ruff-concise', 'ruff', RUFF],
  ['ruff-full', 'ruff', RUFF],
  ['pyright-json', 'pyright', PYRIGHT],
  ['pyright', 'pyright', PYRIGHT],
  ['go-build', 'go', GO],
  ['go-vet', 'go', ['v/a.go - error %d", "te']],
  ['go-vet-json', 'go', ['v/a.go printf warning %d", "te']],
  ['cargo', 'cargo', CARGO],
  ['ruff-sarif', 'sarif', RUFF.map((line) => line.replace('warning', 'error'))],
];

describe('what tools printed', () => {
  it.each(RECORDED)('%s is read under its name', (name, format, expected) => {
    expect(told(parseReport(format, report(name)))).toEqual(expected);
  });

  it.each(RECORDED)('%s is recognized', (name, _format, expected) => {
    expect(told(parseReport('-', report(name)))).toEqual(expected);
  });

  it('keeps the lines in which a message goes on', () => {
    const [, , tsc] = parseReport('tsc', report('tsc'));
    expect(tsc?.message.split('\n')).toHaveLength(3);
    expect(parseReport('tsc', report('tsc-pretty'))[2]?.message).toBe(tsc?.message);
    expect(parseReport('pyright', report('pyright'))[1]?.message).toMatch(
      /\n\s+"Literal\['a'\]" is not assignable to "int"$/,
    );
  });

  it('leaves out of Go messages where else they speak of, which an edit would move', () => {
    expect(parseReport('go', report('go-build'))[2]?.message).toBe('f redeclared in this block');
  });

  it('has the ends that tools tell', () => {
    const ends = (name: string, file: keyof typeof SOURCES) =>
      diagnosticsIn(
        SOURCES[file],
        parseReport('-', report(name)).filter((problem) => problem.file.endsWith(file)),
      ).map(({ start, end }) => SOURCES[file].slice(start, end));
    expect(ends('eslint-json', 'a.js')).toEqual(['e', 'missing1']);
    expect(ends('ruff-json', 'a.py')).toEqual(['import os', 'os', 'missing1']);
    expect(ends('pyright-json', 'c.py')).toEqual(['missing1', '"a"']);
    expect(ends('go-vet-json', 'v/a.go')).toEqual(['%d']);
    expect(ends('cargo', 'src/main.rs')).toEqual(['missing2', '"😀"', 'missing1']);
    expect(ends('tsc', 'a.ts')).toEqual(['', '', '']);
  });
});

describe('nothing to report', () => {
  it.each([
    ['tsc', ''],
    ['tsc', 'Found 0 errors. Watching for file changes.\n'],
    ['eslint', '[]'],
    ['eslint', ''],
    ['ruff', 'All checks passed!\n'],
    ['ruff', '[]'],
    ['pyright', '0 errors, 0 warnings, 0 informations\n'],
    ['go', '# example.com/m\n{}\n'],
    ['cargo', '{"reason":"build-finished","success":true}\n'],
    ['sarif', '{"version":"2.1.0","runs":[]}'],
  ] as const)('is no problem: %s %j', (format, text) => {
    expect(parseReport(format, text)).toEqual([]);
    expect(parseReport('-', text)).toEqual([]);
  });
});

describe('what is no report', () => {
  it.each(['tsc', 'eslint', 'ruff', 'pyright', 'go', 'cargo', 'sarif', '-'] as const)('is refused: %s', (format) => {
    for (const text of ['Dear reader,\nthis is a letter.\n', '{"name": "package", "version": "1.0.0"}']) {
      if (format === 'go' && text.startsWith('{')) continue; // JSON by any name may be vet's
      expect(() => parseReport(format, text)).toThrow(/not/);
    }
  });

  it('is one tool under the name of another', () => {
    expect(() => parseReport('ruff', report('tsc'))).toThrow('The input is not a report of ruff');
    expect(() => parseReport('eslint', report('ruff-json'))).toThrow('eslint --format json');
    expect(() => parseReport('sarif', '{"version":"1.0.0","runs":[]}')).toThrow("'1.0.0'");
  });
});

describe('SARIF', () => {
  const log = (run: object) => JSON.stringify({ version: '2.1.0', runs: [run] });
  const at = (uri: object, region: object) => [{ physicalLocation: { artifactLocation: uri, region } }];

  it('counts columns as the run says, takes paths from their bases and messages from rules', () => {
    const run = {
      tool: {
        driver: {
          name: 'Tool',
          rules: [{ id: 'R1', defaultConfiguration: { level: 'error' }, messageStrings: { m: { text: 'No {0}!' } } }],
        },
      },
      columnKind: 'unicodeCodePoints',
      originalUriBaseIds: { SRC: { uri: 'file:///work/' } },
      results: [
        {
          ruleId: 'R1',
          message: { id: 'm', arguments: ['luck'] },
          locations: at({ uri: 'a%20b.py', uriBaseId: 'SRC' }, { startLine: 2, startColumn: 3, endColumn: 5 }),
        },
      ],
    };
    expect(parseReport('sarif', log(run))).toEqual([
      {
        file: '/work/a b.py',
        start: { line: 2, column: 3 },
        end: { line: 2, column: 5 },
        columns: 'utf-32',
        severity: 'error',
        message: 'No luck!',
        code: 'R1',
        source: 'Tool',
      },
    ]);
  });

  it('leaves out what passed, is suppressed or has no place', () => {
    const result = { message: { text: 'x' }, locations: at({ uri: 'a.py' }, { startLine: 1 }) };
    const results = [
      { ...result, kind: 'pass' },
      { ...result, suppressions: [{ kind: 'inSource' }] },
      { message: { text: 'x' } },
      result,
    ];
    const found = parseReport('sarif', log({ results }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity: 'warning', columns: 'utf-16', source: 'SARIF', file: 'a.py' });
  });
});
