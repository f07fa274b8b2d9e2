/** An example of a type of the language or the platform; `of` gives one of its type arguments. */
type Standard = (of: (place: number) => string) => readonly string[];

const plain =
  (...values: string[]): Standard =>
  () =>
    values;
const bytes = (name: string): Standard => plain(`new ${name}([1, 2, 3])`, `new ${name}()`);
const error = (name: string): Standard => plain(`new ${name}('a')`);
const map: Standard = (of) => [`new Map([[${of(0)}, ${of(1)}]])`, 'new Map()'];
const set: Standard = (of) => [`new Set([${of(0)}])`, 'new Set()'];
/** Of what can be anything, several. */
const items = (one: string) => (one === '1' ? '[1, 2, 3]' : `[${one}]`);
const list: Standard = (of) => [items(of(0)), '[]', `new Set(${items(of(0))})`];
const iterator: Standard = (of) => [`${items(of(0))}.values()`, '[].values()'];
const async: Standard = (of) => [
  `(async function* () { yield ${of(0)}; })()`,
  '(async function* () { yield* []; })()',
];
const promise: Standard = (of) => [`Promise.resolve(${of(0)})`, "Promise.reject(new Error('a'))"];

/** What every JavaScript has, and what browsers and Node have. What is not here is made with its constructor. */
export const STANDARD: Readonly<Record<string, Standard>> = {
  Date: plain('new Date(0)', 'new Date(NaN)'),
  RegExp: plain('/a/', '/^\\d+$/g'),
  Error: error('Error'),
  TypeError: error('TypeError'),
  RangeError: error('RangeError'),
  SyntaxError: error('SyntaxError'),
  Map: map,
  ReadonlyMap: map,
  WeakMap: plain('new WeakMap()'),
  Set: set,
  ReadonlySet: set,
  WeakSet: plain('new WeakSet()'),
  Promise: promise,
  PromiseLike: promise,
  Iterable: list,
  ArrayLike: (of) => [items(of(0)), '[]'],
  Iterator: iterator,
  IteratorObject: iterator,
  ArrayIterator: iterator,
  IterableIterator: iterator,
  Generator: plain('(function* () { yield 1; })()'),
  AsyncIterable: async,
  AsyncIterator: async,
  AsyncIterableIterator: async,
  AsyncGenerator: async,
  Function: plain('(x) => x', '() => true'),
  Object: plain('{ a: 1 }', '{}'),
  String: plain("'a b'", "''"),
  Number: plain('2', '0'),
  Boolean: plain('true', 'false'),
  Symbol: plain("Symbol('a')"),
  Uint8Array: bytes('Uint8Array'),
  Int8Array: bytes('Int8Array'),
  Uint16Array: bytes('Uint16Array'),
  Int16Array: bytes('Int16Array'),
  Uint32Array: bytes('Uint32Array'),
  Int32Array: bytes('Int32Array'),
  Uint8ClampedArray: bytes('Uint8ClampedArray'),
  Float32Array: bytes('Float32Array'),
  Float64Array: bytes('Float64Array'),
  BigInt64Array: plain('new BigInt64Array([1n, 2n])'),
  BigUint64Array: plain('new BigUint64Array([1n, 2n])'),
  ArrayBuffer: plain('new ArrayBuffer(2)', 'new ArrayBuffer(0)'),
  SharedArrayBuffer: plain('new SharedArrayBuffer(2)'),
  DataView: plain('new DataView(new ArrayBuffer(8))'),
  Buffer: plain("Buffer.from('a b')", "Buffer.from('')"),
  AbortSignal: plain('new AbortController().signal', 'AbortSignal.abort()'),
  AbortController: plain('new AbortController()'),
  URL: plain("new URL('https://a.example/b')"),
  URLSearchParams: plain("new URLSearchParams('a=1')", 'new URLSearchParams()'),
  Headers: plain("new Headers({ a: '1' })", 'new Headers()'),
  Request: plain("new Request('https://a.example/b')"),
  Response: plain("new Response('a b')"),
  Blob: plain("new Blob(['a b'])"),
  FormData: plain('new FormData()'),
  TextEncoder: plain('new TextEncoder()'),
  TextDecoder: plain('new TextDecoder()'),
  EventTarget: plain('new EventTarget()'),
  Event: plain("new Event('a')"),
};
