import path from 'node:path';
import { Parser, type Tree } from 'web-tree-sitter';
import { Grammars } from '../../src/workspace/syntax/grammars.ts';
import { root } from '../setup.ts';
import type { LanguageId } from './code.ts';

/** Where the build puts the grammars. */
export const GRAMMARS = {
  grammars: path.join(root, 'dist/grammars'),
  runtime: path.join(root, 'dist/grammars/web-tree-sitter.wasm'),
};

const parsers = new Map<LanguageId, Parser>();

/** The syntax tree of a text; the caller deletes it. */
export async function parsed(languageId: LanguageId, text: string): Promise<Tree> {
  let parser = parsers.get(languageId);
  if (!parser) {
    const language = await new Grammars(GRAMMARS).load(languageId);
    if (!language) throw new Error(`no grammar for ${languageId}`);
    parser = new Parser().setLanguage(language);
    parsers.set(languageId, parser);
  }
  const tree = parser.parse(text);
  if (!tree) throw new Error('not parsed');
  return tree;
}
