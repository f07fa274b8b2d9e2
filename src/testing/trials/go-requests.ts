import { fieldsOf, goDeclarations } from './go-declarations.ts';
import { headersRead } from './go-used.ts';
import { behindBracket } from './statements.ts';

const MOST_KEYS = 5;
const MOST_REQUESTS = 12;

/** What a request is made of: a text as Go code has it, and statements on `request`. */
interface Made {
  readonly method: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  readonly body: string | undefined;
  readonly statements: readonly string[];
}

/** Requests that have what code reads of them, the first one all of it, the others each without something or with something else; none where it reads nothing. */
export function requestsFor(code: string, text: string): string[] {
  if (!/\.(?:URL|Method|Body|Header|FormValue|PostFormValue|PathValue|Cookie|BasicAuth)\b/.test(code)) return [];
  const methods = methodsRead(code);
  const keys = textsIn(code, /(?:Query\(\)\.(?:Get|Has)|\.FormValue)\(\s*("[\w.-]+")\s*\)|Query\(\)\[("[\w.-]+")\]/g);
  const bodies = bodiesFor(code, text);
  const headers = headersRead(code).slice(0, MOST_KEYS);
  const statements = [
    ...headers.map(({ header, values: [value = '"a b"'] }) => `request.Header.Set(${header}, ${value})`),
    ...textsIn(code, /\.PathValue\(\s*("[^"\n]+")\s*\)/g).map((name) => `request.SetPathValue(${name}, "2")`),
    ...textsIn(code, /\.Cookie\(\s*("[\w.-]+")\s*\)/g).map(
      (name) => `request.AddCookie(&http.Cookie{Name: ${name}, Value: "a"})`,
    ),
    ...(/\.BasicAuth\(\)/.test(code) ? ['request.SetBasicAuth("a", "b")'] : []),
  ];
  if (keys.length + bodies.length + statements.length + methods.length === 0) return [];
  const [method = bodies.length > 0 ? 'POST' : 'GET', ...otherMethods] = methods;
  const query = keys.map((key) => [key.slice(1, -1), '2'] as const);
  const writing = methods.find((one) => /^(?:POST|PUT|PATCH)$/.test(one)) ?? 'POST';
  const bodyOf = (one: string) => (/^(?:GET|HEAD|OPTIONS)$/.test(one) ? undefined : bodies[0]);
  const whole: Made = { method, query, body: bodyOf(method), statements };
  const others: Made[] = [
    ...[...otherMethods, method === 'GET' ? 'POST' : 'GET', 'DELETE'].map((one) => ({
      ...whole,
      method: one,
      body: bodyOf(one),
    })),
    ...bodies.slice(1).map((body) => ({ ...whole, method: writing, body })),
    ...query.flatMap((_, index) => [
      { ...whole, query: query.filter((__, other) => other !== index) },
      { ...whole, query: query.map((one, other) => (other === index ? ([one[0], 'a'] as const) : one)) },
    ]),
    ...statements.map((statement) => ({ ...whole, statements: statements.filter((one) => one !== statement) })),
  ];
  const bare: Made = { method, query: [], body: undefined, statements: [] };
  return [...new Set([whole, bare, ...others].map(expressionOf))].slice(0, MOST_REQUESTS);
}

function expressionOf({ method, query, body, statements }: Made): string {
  const asked = query.map(([key, value]) => `${key}=${value}`).join('&');
  const reader = body === undefined ? 'nil' : `strings.NewReader(${JSON.stringify(body)})`;
  const plain = `httptest.NewRequest("${method}", "/a/${asked === '' ? '' : `?${asked}`}", ${reader})`;
  if (statements.length === 0) return plain;
  return `func() *http.Request { ${[`request := ${plain}`, ...statements].join('; ')}; return request }()`;
}

/** The methods that code tells apart. */
function methodsRead(code: string): string[] {
  if (!/\.Method\b/.test(code)) return [];
  const named = [...code.matchAll(/\bhttp\.Method([A-Z][a-z]+)\b/g)].map(([, name = '']) => name.toUpperCase());
  const written = [...code.matchAll(/"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)"/g)].map(([, name = '']) => name);
  return [...new Set([...named, ...written])].slice(0, MOST_KEYS);
}

/** What is read as JSON with all that it may hold, empty, and what is none; of what is read otherwise a text. */
function bodiesFor(code: string, text: string): string[] {
  if (!/\.Body\b/.test(code)) return [];
  const variable = /\.(?:Decode|Unmarshal)\((?:[^()&]*,\s*)?&?(\w+)\)/.exec(code)?.[1];
  if (variable === undefined) return ['a b', ''];
  const fields = definitionOf(variable, code, text)
    .split(/[\n;]/)
    .flatMap((line): string[] => {
      const [, name = '', type = '', tag = name] =
        /^\s*([A-Z]\w*)\s+([\w.*[\]]+)(?:\s+`[^`]*\bjson:"([\w.-]+)[^`]*`)?/.exec(line) ?? [];
      const value = exampleOf(type);
      return name === '' || tag === '-' || value === undefined ? [] : [`${JSON.stringify(tag)}: ${value}`];
    });
  return [...new Set([`{${fields.join(', ')}}`, '{}', '{'])];
}

/** What stands between the brackets of the struct that a variable is of; '' for what is none. */
function definitionOf(variable: string, code: string, text: string): string {
  const declared = new RegExp(`\\bvar\\s+${variable}\\s+`).exec(code);
  if (declared !== null && /^struct\s*\{/.test(code.slice(declared.index + declared[0].length))) {
    const open = code.indexOf('{', declared.index);
    return code.slice(open + 1, (behindBracket(code, open) ?? code.length) - 1);
  }
  const type =
    new RegExp(`\\bvar\\s+${variable}\\s+\\*?(\\w+)`).exec(code)?.[1] ??
    new RegExp(`\\b${variable}\\s*:?=\\s*(?:&?(\\w+)\\{|new\\((\\w+)\\))`).exec(code)?.slice(1).find(Boolean) ??
    '';
  const definition = goDeclarations(text).types.get(type)?.definition ?? '';
  return fieldsOf(definition) === undefined ? '' : definition.slice(definition.indexOf('{') + 1);
}

function exampleOf(type: string): string | undefined {
  const plain = type.replace(/^\*/, '');
  if (plain === 'string') return '"a b"';
  if (plain === 'bool') return 'true';
  if (/^u?int\d*$|^float\d+$/.test(plain)) return '2';
  return plain === '[]string' ? '["a"]' : undefined;
}

function textsIn(code: string, pattern: RegExp): string[] {
  const found = [...code.matchAll(pattern)].flatMap(([, one, other]) => one ?? other ?? []);
  return [...new Set(found)].slice(0, MOST_KEYS);
}
