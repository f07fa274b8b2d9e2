import type { TestCase } from '../cases.ts';
import type { Framework, Subject, TestStyle } from '../types.ts';
import { qualifiedName } from '../subject.ts';
import { CHARACTERISATION } from './note.ts';
import { indented } from './indent.ts';
import { commentOf, titleOf } from './names.ts';
import type { Imported, Written } from './written.ts';

/** Tests in the way of vitest, Jest, mocha, node:test or bun. */
export function javaScriptTests(
  cases: readonly TestCase[],
  subject: Subject,
  framework: Framework,
  style: TestStyle,
): Written {
  const end = style.semicolons ? ';' : '';
  const step = style.indentation;
  const quoted = (text: string) => quotedAs(text, style.quotes);
  const titles = new Map<string, number>();
  const names: string[] = [];
  const tests = cases.map((one) => {
    const plain = titleOf(one);
    const count = (titles.get(plain) ?? 0) + 1;
    titles.set(plain, count);
    const title = count === 1 ? plain : `${plain} (${count})`;
    const body = bodyOf(one, style, end);
    const isAsync = body.some((line) => /\bawait\b/.test(line));
    names.push(title);
    return [
      ...commentOf(one, '//'),
      `${style.test}(${quoted(title)}, ${isAsync ? 'async ' : ''}() => {`,
      indented(body.join('\n'), step, 'javascript'),
      `})${end}`,
    ].join('\n');
  });
  const group = qualifiedName(subject);
  const observed = cases.some(({ isDocumented }) => !isDocumented);
  const title = observed ? `${group} (characterisation)` : group;
  const note = observed ? CHARACTERISATION.map((line) => `// ${line}\n`).join('') : '';
  const code = style.grouped
    ? `${note}describe(${quoted(title)}, () => {\n${indented(tests.join('\n\n'), step, 'javascript')}\n})${end}\n`
    : `${note}${tests.join('\n\n')}\n`;
  return {
    imports: frameworkImports(framework, style),
    tests: code,
    inGroup: tests.join('\n\n') + '\n',
    group: title,
    names,
  };
}

/** What the frameworks' functions are imported from. */
const MODULES: Partial<Record<Framework, string>> = {
  vitest: 'vitest',
  'bun test': 'bun:test',
  'node:test': 'node:test',
};

function frameworkImports(framework: Framework, style: TestStyle): Imported[] {
  const assertions: Imported[] =
    style.assertions === 'assert'
      ? [{ from: 'node:assert/strict', names: [], whole: 'assert' }]
      : style.assertions === 'chai'
        ? [{ from: 'chai', names: ['expect'] }]
        : [];
  const names = [...(style.grouped ? ['describe'] : []), style.test];
  // mocha has them without an import only.
  if (framework === 'mocha' || (style.globals && framework !== 'node:test' && framework !== 'bun test'))
    return assertions;
  return [{ from: MODULES[framework] ?? '@jest/globals', names: [...names, ...expectOf(style)] }, ...assertions];
}

function expectOf({ assertions }: TestStyle): string[] {
  return assertions === 'expect' ? ['expect'] : [];
}

function bodyOf({ trial, outcome }: TestCase, style: TestStyle, end: string): string[] {
  const setup = trial.setup.map((statement) => statement.trim().replace(/;$/, '') + end);
  // Of an iterator, what it gives; it may fail on the way.
  const call = 'isIterator' in outcome && outcome.isIterator ? `[...${trial.call}]` : trial.call;
  if (outcome.kind === 'throws') return [...setup, throwing(call, outcome, style) + end];
  if (outcome.kind === 'no error') return [...setup, notThrowing(call, outcome.isAsync === true, style) + end];
  if (outcome.kind !== 'value') return setup;
  const { literal = 'undefined', shape, isAsync, isIterator, isTypeOnly, after = [] } = outcome;
  const plain = isAsync ? `await ${call}` : call;
  const received = isTypeOnly ? `typeof ${isAsync ? `(${plain})` : plain}` : plain;
  const compared =
    after.length > 0 && literal === 'undefined'
      ? received
      : comparing(received, literal, isIterator ? 'equal' : shape, style);
  return [
    ...setup,
    compared + end,
    ...after.map(
      ({ name, literal: then, shape: how = 'equal' }) =>
        comparing(name, then, how === 'partial' ? how : 'equal', style) + end,
    ),
  ];
}

function comparing(
  received: string,
  literal: string,
  shape: 'primitive' | 'equal' | 'partial',
  style: TestStyle,
): string {
  switch (style.assertions) {
    case 'assert':
      if (shape === 'primitive') return `assert.strictEqual(${received}, ${literal})`;
      return `assert.deepStrictEqual(${shape === 'partial' ? `{ ...${received} }` : received}, ${literal})`;
    case 'chai':
      return shape === 'primitive'
        ? `expect(${received}).to.equal(${literal})`
        : `expect(${received}).to.deep.${shape === 'partial' ? 'include' : 'equal'}(${literal})`;
    case 'expect': {
      if (literal === 'undefined') return `expect(${received}).toBeUndefined()`;
      const matcher = { primitive: 'toBe', equal: 'toEqual', partial: 'toMatchObject' }[shape];
      return `expect(${received}).${matcher}(${literal})`;
    }
  }
}

function throwing(
  call: string,
  { message, isAsync }: { readonly message: string; readonly isAsync?: boolean },
  style: TestStyle,
): string {
  const [line = ''] = message.split('\n');
  const said = quotedAs(line, style.quotes);
  if (style.assertions === 'assert') {
    const expected = message === line && line !== '' ? `, { message: ${said} }` : '';
    return isAsync ? `await assert.rejects(${call}${expected})` : `assert.throws(() => ${arrowBody(call)}${expected})`;
  }
  if (style.assertions === 'chai' && isAsync) {
    const about = line === '' ? '' : `.with.property(${quotedAs('message', style.quotes)}).that.includes(${said})`;
    return `expect(await ${call}.catch((error) => error)).to.be.an(${quotedAs('error', style.quotes)})${about}`;
  }
  if (style.assertions === 'chai') return `expect(() => ${arrowBody(call)}).to.throw(${line === '' ? '' : said})`;
  const matched = `toThrow(${line === '' ? '' : said})`;
  return isAsync ? `await expect(${call}).rejects.${matched}` : `expect(() => ${arrowBody(call)}).${matched}`;
}

function notThrowing(call: string, isAsync: boolean, { assertions }: TestStyle): string {
  if (isAsync) return `await ${call}`;
  const wrapped = `() => ${arrowBody(call)}`;
  if (assertions === 'assert') return `assert.doesNotThrow(${wrapped})`;
  return assertions === 'chai' ? `expect(${wrapped}).to.not.throw()` : `expect(${wrapped}).not.toThrow()`;
}

/** What would be read as a block otherwise. */
function arrowBody(call: string): string {
  return call.startsWith('{') ? `(${call})` : call;
}

export function quotedAs(text: string, quotes: "'" | '"'): string {
  const json = JSON.stringify(text);
  return quotes === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
