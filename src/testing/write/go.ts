import type { TestCase } from '../cases.ts';
import type { GoFact, GoValue } from '../observe/trial.ts';
import type { Subject } from '../types.ts';
import { indented } from './indent.ts';
import { commentOf, reportedGroup, shortened, titleOf } from './names.ts';
import { CHARACTERISATION } from './note.ts';
import type { Written } from './written.ts';

/** One test function with a subtest for each case. */
export function goTests(cases: readonly TestCase[], { name, owner }: Subject): Written {
  const observed = cases.some(({ isDocumented }) => !isDocumented);
  const tested = reportedGroup(cases, name) ?? upper(owner ?? '') + upper(name);
  const group = `Test${tested}${observed ? 'Characterisation' : ''}`;
  const note = observed ? CHARACTERISATION.map((line) => `// ${line}\n`).join('') : '';
  const tests = cases
    .map((one) =>
      [
        ...commentOf(one, '//'),
        `t.Run(${JSON.stringify(titleOf(one))}, func(t *testing.T) {`,
        indented(bodyOf(one).join('\n'), '\t', 'go'),
        '})',
      ].join('\n'),
    )
    .join('\n');
  const code = `${note}func ${group}(t *testing.T) {\n${indented(tests, '\t', 'go')}\n}\n`;
  const deep = /\breflect\./.test(tests);
  return {
    imports: [
      ...(/\bfmt\.Sprintf\("%T"/.test(tests) ? [{ from: 'fmt', names: [] }] : []),
      ...(deep ? [{ from: 'reflect', names: [] }] : []),
      { from: 'testing', names: [] },
    ],
    tests: code,
    inGroup: tests + '\n',
    group,
    names: cases.map((one) => `${group}/${titleOf(one).replaceAll(/\s/g, '_')}`),
  };
}

function bodyOf({ trial, outcome }: TestCase): string[] {
  const { setup, call } = trial;
  const shown = JSON.stringify(shortened(call, 80)).slice(1, -1).replaceAll('%', '%%');
  if (outcome.kind === 'throws') {
    return [
      ...setup,
      'defer func() {',
      '\tif r := recover(); r == nil {',
      `\t\tt.Error("${shown} did not panic")`,
      '\t}',
      '}()',
      call,
    ];
  }
  if (outcome.kind === 'no error') {
    const { values = 0 } = outcome;
    if (values === 0) return [...setup, call];
    const names = [...Array.from({ length: values - 1 }, () => '_'), 'err'].join(', ');
    return [...setup, `if ${names} := ${call}; err != nil {`, `\tt.Errorf("${shown}: err = %v", err)`, '}'];
  }
  if (outcome.kind !== 'values') return [...setup];
  const names = outcome.values.map((value, index) => nameOf(value, index, outcome.values));
  return [
    ...setup,
    names.every((name) => name === '_') ? call : `${names.join(', ')} := ${call}`,
    ...outcome.values.flatMap((value, index) => comparing(value, names[index] ?? '_', shown)),
    ...(outcome.after ?? []).flatMap((fact) => factually(fact, fact.name, shown)),
  ];
}

/** What is said of a part of a value, or of what a call has changed. */
function factually({ literal, shape }: GoFact, name: string, shown: string): string[] {
  const failing = (condition: string, got: string, want: string, verb = '%v') => [
    `if ${condition} {`,
    `\tt.Errorf("${shown}: ${name.replaceAll('"', "'").replaceAll('%', '%%')} = ${verb}, want ${verb}", ${got}, ${want})`,
    '}',
  ];
  switch (shape) {
    case 'some':
      // What follows may look into it.
      // Without the value: of a function, `go vet` takes that for a call that was forgotten.
      return [`if ${name} == nil {`, `\tt.Fatal(${JSON.stringify(`${name} is nil`)})`, '}'];
    case 'none':
      return failing(`${name} != nil`, name, 'nil');
    case 'nonzero':
      return failing(`reflect.ValueOf(${name}).IsZero()`, name, '"not zero"');
    case 'type':
      return failing(`got := fmt.Sprintf("%T", ${name}); got != ${literal}`, 'got', literal);
    case 'error':
      return failing(`${name} == nil || ${name}.Error() != ${literal}`, name, literal);
    case 'primitive':
      if (literal === 'true') return failing(`!${name}`, name, 'true');
      if (literal === 'false') return failing(name, name, 'false');
      return failing(`${name} != ${literal}`, name, literal);
    case 'equal':
      return failing(`want := (${literal}); !reflect.DeepEqual(${name}, want)`, name, 'want', '%#v');
  }
}

function nameOf({ shape }: GoValue, index: number, all: readonly GoValue[]): string {
  if (shape === 'ignored') return '_';
  return usualName(shape, index, all);
}

function usualName(shape: GoValue['shape'], index: number, all: readonly GoValue[]): string {
  const isLast = index === all.length - 1;
  if (isLast && (shape === 'error' || shape === 'none') && all.length > 1) return 'err';
  return all.filter((value) => !/^(?:error|none|ignored)$/.test(value.shape)).length > 1 ? `got${index}` : 'got';
}

function comparing({ literal = 'nil', shape, parts = [] }: GoValue, name: string, shown: string): string[] {
  const failing = (condition: string, want: string) => [
    `if ${condition} {`,
    `\tt.Errorf("${shown}: ${name} = %v, want %v", ${name}, ${want})`,
    '}',
  ];
  switch (shape) {
    case 'ignored':
      return [];
    case 'parts':
      return parts.flatMap((fact) => factually(fact, fact.name.replaceAll('$', name), shown));
    case 'none':
      return failing(`${name} != nil`, 'nil').map((line) => line.replace(/, nil\)$/, ', nil)'));
    case 'error':
      return failing(`${name} == nil || ${name}.Error() != ${literal}`, literal);
    case 'text':
      return failing(`${name}.String() != ${literal}`, literal);
    case 'primitive':
      if (literal === 'true') return failing(`!${name}`, 'true');
      if (literal === 'false') return failing(name, 'false');
      return failing(`${name} != ${literal}`, literal);
    case 'equal': {
      const want = name.replace(/^got/, 'want');
      return [
        `${want} := ${literal}`,
        `if !reflect.DeepEqual(${name}, ${want}) {`,
        `\tt.Errorf("${shown}: ${name} = %#v, want %#v", ${name}, ${want})`,
        '}',
      ];
    }
  }
}

function upper(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
