import * as entities from 'package-under-test';

const texts = [
  'a & b',
  '<p class="x">',
  "it's",
  'naïve café',
  '1 < 2 > 0',
  '\u{1f600} smile',
  'ünïcödé ß',
  '\u00a0space',
  'plain',
  '',
  '&amp;',
  '≠ and ∉',
  'fj ligature',
  '"quotes"',
];
const coded = [
  '&amp;',
  '&lt;p&gt;',
  '&#65;&#x42;',
  '&amp',
  '&unknown;',
  '&#;',
  '&#x;',
  '&copy',
  '&copycat',
  '&notit;',
  '&notin;',
  '&#128;',
  '&#xD800;',
  '&#1114112;',
  '&#0;',
  '& alone',
  '&eacute;&EACUTE;',
  '&NotEqualTilde;',
  '&&amp;',
  '&ThickSpace;x',
  '&#x1F600;',
  'end &',
  'a&#X41;b',
  '&apos;',
];
const functions = [
  'encodeXML',
  'escape',
  'escapeUTF8',
  'escapeAttribute',
  'escapeText',
  'encodeHTML',
  'encodeNonAsciiHTML',
];
const readers = ['decodeXML', 'decodeHTML', 'decodeHTMLStrict', 'decodeHTMLAttribute'];
const table = (names, inputs) =>
  Object.fromEntries(
    names.map((name) => [name, () => (entities[name] ? inputs.map((input) => entities[name](input)) : 'none')]),
  );

export default {
  names: () => Object.keys(entities).sort(),
  ...table(functions, texts),
  ...table(readers, coded),
  'decode by level': () => coded.map((text) => [entities.decode?.(text, 0), entities.decode?.(text, 1)]),
  'encode by options': () =>
    texts.map((text) =>
      [0, 1].flatMap((level) => [0, 1, 2, 3, 4].map((mode) => entities.encode?.(text, { level, mode }))),
    ),
  'decode as attribute': () =>
    ['&copy=1', '&copy;=1', '?a=1&lt=2', '&lt', '&lta'].map((text) => entities.decodeHTMLAttribute(text)),
};
