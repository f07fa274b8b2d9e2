/** Frameworks that a test can be written for. */
export const FRAMEWORKS = [
  'vitest',
  'jest',
  'mocha',
  'node:test',
  'bun test',
  'pytest',
  'unittest',
  'go test',
  'cargo test',
  'junit',
] as const;
export type Framework = (typeof FRAMEWORKS)[number];

/** How the tests of a project look, observed from those that are there. */
export interface TestStyle {
  /** JavaScript: what a test is called. */
  readonly test: 'it' | 'test';
  /** JavaScript: tests of a function stand in a `describe`. Python: in a class. */
  readonly grouped: boolean;
  /** JavaScript: `describe`, `it` and `expect` are there without an import. */
  readonly globals: boolean;
  /** JavaScript: `import` or `require`. */
  readonly modules: 'import' | 'require';
  /** JavaScript: how relative imports end. */
  readonly importExtension: '' | '.js' | '.ts' | '.mjs' | '.cjs';
  /** JavaScript: what compares: `expect(…)` or Node's `assert`; chai's `expect` too. */
  readonly assertions: 'expect' | 'assert' | 'chai';
  readonly quotes: "'" | '"';
  readonly semicolons: boolean;
  /** One step of indentation. */
  readonly indentation: string;
}

/** Where the tests of a file belong, and what they look like there. */
export interface TestSetup {
  readonly framework: Framework;
  /** For people: `vitest, because package.json depends on it`. */
  readonly reason: string;
  /** Nothing spoke for any framework: this is what the ecosystem uses by default, and people are told so. */
  readonly isDefault: boolean;
  /** Folder of the package that owns the file: that of its manifest. Absolute. */
  readonly root: string;
  /** Where the file's tests belong. Absolute. */
  readonly testFile: string;
  /** Its content, where it exists. */
  readonly existing: string | undefined;
  readonly style: TestStyle;
}

/** The function whose tests are asked for. Offsets are UTF-16 indices into the file's text. */
export interface Subject {
  readonly languageId: string;
  readonly name: string;
  /** The class (or receiver type) that it is a method of. */
  readonly owner?: string;
  /** Java: it is called on the class itself. */
  readonly isStatic?: true;
  /** With its doc comment and decorators. */
  readonly start: number;
  readonly end: number;
  /** Where its body starts, behind the bracket or colon. */
  readonly bodyStart: number;
}
