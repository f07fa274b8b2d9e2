import { describe, expect, it } from 'vitest';
import { importsOf } from '../../../../src/assistant/context/imports.ts';

const brief = (languageId: string, text: string) =>
  importsOf(languageId, text).map(({ module, name, local }) => `${module} ${name} ${local}`);

describe('importsOf', () => {
  it('reads TypeScript: names, other names, types, defaults, namespaces, over several lines', () => {
    const text = [
      "import fs, { type Stats, readFile as read } from 'node:fs';",
      'import type {',
      '  Page,',
      '  Line,',
      "} from './page.ts';",
      "import * as places from '../places';",
      "import './effects.ts';",
      "export { join } from './join.ts';",
      "export * from './all.ts';",
      "const from = 'nowhere';",
    ].join('\n');
    expect(brief('typescript', text)).toEqual([
      'node:fs Stats Stats',
      'node:fs readFile read',
      'node:fs default fs',
      './page.ts Page Page',
      './page.ts Line Line',
      '../places * places',
      './join.ts join join',
      './all.ts * *',
    ]);
  });

  it('reads Python: relative and absolute, in parentheses with comments, modules under other names', () => {
    const text = [
      'from . import core',
      'from ..pages.page import (',
      '    Page,  # a page',
      '    Line as L,',
      ')',
      'from os import path, sep',
      'import json, shop.orders as orders',
    ].join('\n');
    expect(brief('python', text)).toEqual([
      '. core core',
      '..pages.page Page Page',
      '..pages.page Line L',
      'os path path',
      'os sep sep',
      'json * json',
      'shop.orders * orders',
    ]);
  });

  it('reads Go: groups, aliases, versions in paths', () => {
    const text = [
      'package a',
      'import "fmt"',
      'import (',
      '\tpages "example.org/shop/internal/page"',
      '\t_ "embed"',
      '\t"example.org/shop/v5"',
      ')',
    ].join('\n');
    expect(brief('go', text)).toEqual([
      'example.org/shop/internal/page * pages',
      'example.org/shop/v5 * shop',
      'fmt * fmt',
    ]);
  });

  it('knows no other language', () => {
    expect(importsOf('ruby', "require './a'")).toEqual([]);
  });
});
