import fs from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../models/errors.ts';
import type { Source } from '../testing/languages/language.ts';
import { languageOf } from '../workspace/languages.ts';
import { LineIndex } from '../workspace/positions.ts';
import { Stop } from './terminal.ts';

export interface SourceFile {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly languageId: string;
  /** It is not there yet. */
  readonly isNew?: boolean;
}

/** The file that tests of a source stand in, or will. */
export function testFileOf({ setup, subject }: Source): SourceFile {
  const { testFile, existing } = setup;
  return {
    file: testFile,
    text: existing ?? '',
    languageId: subject.languageId,
    isNew: existing === undefined,
  };
}

/** Lines of a file that the user named, from 0; both ends belong to it. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not permitted',
};

/** Reads a file that the user named. Throws {@link Stop} with one sentence. */
export async function readSource(name: string): Promise<SourceFile> {
  const file = path.resolve(name);
  let bytes: Buffer;
  try {
    bytes = await fs.readFile(file);
  } catch (error) {
    throw new Stop(1, `Cannot read ${name}: ${REASONS[errorCode(error) ?? ''] ?? String(error)}.`);
  }
  const text = bytes.toString('utf8');
  // What is not UTF-8 would be written back as something else.
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw new Stop(1, `Cannot read ${name}: it is not UTF-8 text.`);
  return { file, text, languageId: languageOf(file).id };
}

/** All of stdin, as UTF-8. */
export async function stdinText(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** `FILE`, `FILE:LINE` or `FILE:LINE-LINE`, 1-based. A file whose name ends so wins where there is no `range`. */
export function parsePlace(argument: string): { readonly name: string; readonly range: LineRange | undefined } {
  const match = /^(.+?):(\d{1,9})(?:-(\d{1,9}))?$/s.exec(argument);
  if (match === null) return { name: argument, range: undefined };
  const [, name = '', from, to = from] = match;
  return { name, range: { first: Number(from) - 1, last: Number(to) - 1 } };
}

/** UTF-16 indices of the range's text, the last line's break not included; of the whole text without a range. */
export function offsetsOf(
  text: string,
  range: LineRange | undefined,
): { readonly start: number; readonly end: number } {
  if (range === undefined) return { start: 0, end: text.length };
  const lines = new LineIndex(text);
  const { first, last } = range;
  if (first < 0 || last < first)
    throw new Stop(2, 'Lines are counted from 1, and a range goes from a lower to a higher one.');
  if (last >= lines.lineCount) throw new Stop(2, `There is no line ${last + 1}: the file has ${lines.lineCount}.`);
  return { start: lines.lineStart(first), end: lines.lineEnd(last) };
}
