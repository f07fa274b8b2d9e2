import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Diagnostic } from '../../../src/workspace/diagnostic.ts';
import { root } from '../../setup.ts';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  noImplicitReturns: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  typeRoots: [path.join(root, 'node_modules/@types')],
};

/** One language service for a file of a package, with the file's text replaced at will. */
export function typescriptOf(project: string, name: string): (text: string) => Diagnostic[] {
  const file = path.join(project, name);
  let current = { version: 0, text: '' };
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [file],
    getScriptVersion: (asked) => (asked === file ? String(current.version) : '0'),
    getScriptSnapshot: (asked) => {
      if (asked === file) return ts.ScriptSnapshot.fromString(current.text);
      return fs.existsSync(asked) ? ts.ScriptSnapshot.fromString(fs.readFileSync(asked, 'utf8')) : undefined;
    },
    getCurrentDirectory: () => project,
    getCompilationSettings: () => OPTIONS,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  };
  const service = ts.createLanguageService(host);
  return (text) => {
    current = { version: current.version + 1, text };
    return [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].map(
      ({ start = 0, length = 0, messageText, code }) => ({
        start,
        end: start + length,
        severity: 'error',
        message: ts.flattenDiagnosticMessageText(messageText, '\n'),
        code: `TS${code}`,
        source: 'ts',
      }),
    );
  };
}
