import type { Source } from '../eval/sources.ts';

/** The files of a package that are broken, and the package's own tests that concern them. */
export interface Part {
  /** Matched with a file's path in the package, with slashes. */
  readonly files: RegExp;
  /** What the test runner is given: paths in the package; Go tests a whole folder. */
  readonly tests: readonly string[];
}

/** A pinned package that ships its tests, or whose behaviour is recorded in `recorded/`. */
export interface FixPackage extends Source {
  readonly parts: readonly Part[];
  /** Module of the package that its recorded cases import; see recordings.ts. */
  readonly entry?: string;
}

/** Of a package that ships no tests: what it does in the cases of `recorded/`. */
export const RECORDED_TEST = 'recorded.test.mjs';
const recorded = (files: RegExp): readonly Part[] => [{ files, tests: [RECORDED_TEST] }];
const typescript = { languageId: 'typescript', folder: 'src', entry: 'index.ts' } as const;

const allGo: readonly Part[] = [{ files: /^[^/]+(?<!_test)\.go$/, tests: ['.'] }];
const go = (name: string, version: string, licence: string): FixPackage => ({
  name,
  version,
  languageId: 'go',
  licence,
  folder: '.',
  parts: allGo,
});

export const PACKAGES: readonly FixPackage[] = [
  go('github.com/google/uuid', 'v1.6.0', 'BSD-3-Clause'),
  go('github.com/gorilla/mux', 'v1.8.1', 'BSD-3-Clause'),
  go('github.com/spf13/pflag', 'v1.0.5', 'BSD-3-Clause'),
  go('github.com/BurntSushi/toml', 'v1.4.0', 'MIT'),
  go('github.com/Masterminds/semver/v3', 'v3.3.1', 'MIT'),
  go('github.com/dustin/go-humanize', 'v1.0.1', 'MIT'),
  go('github.com/mitchellh/mapstructure', 'v1.5.0', 'MIT'),
  {
    name: 'toolz',
    version: '1.2.0',
    languageId: 'python',
    licence: 'BSD-3-Clause',
    folder: '.',
    parts: ['dicttoolz', 'functoolz', 'itertoolz', 'recipes', 'utils'].map((name) => ({
      files: new RegExp(`^toolz/${name}\\.py$`),
      tests: [`toolz/tests/test_${name}.py`],
    })),
  },
  {
    name: 'h11',
    version: '0.14.0',
    languageId: 'python',
    licence: 'MIT',
    folder: '.',
    parts: [
      { files: /^h11\/_(?:connection|state)\.py$/, tests: ['h11/tests/test_connection.py', 'h11/tests/test_state.py'] },
      { files: /^h11\/_(?:readers|writers|abnf)\.py$/, tests: ['h11/tests/test_io.py'] },
      ...['headers', 'events', 'receivebuffer', 'util'].map((name) => ({
        files: new RegExp(`^h11/_${name}\\.py$`),
        tests: [`h11/tests/test_${name}.py`],
      })),
    ],
  },
  {
    name: 'boltons',
    version: '26.2.0',
    languageId: 'python',
    licence: 'BSD-3-Clause',
    form: 'sdist',
    folder: '.',
    parts: [
      'cacheutils',
      'dictutils',
      'fileutils',
      'formatutils',
      'jsonutils',
      'listutils',
      'mathutils',
      'namedutils',
      'queueutils',
      'statsutils',
      'strutils',
      'tableutils',
      'tbutils',
      'timeutils',
      'typeutils',
      'urlutils',
    ].map((name) => ({ files: new RegExp(`^boltons/${name}\\.py$`), tests: [`tests/test_${name}.py`] })),
  },
  {
    name: 'more-itertools',
    version: '11.2.1',
    languageId: 'python',
    licence: 'MIT',
    form: 'sdist',
    folder: '.',
    parts: [{ files: /^more_itertools\/recipes\.py$/, tests: ['tests/test_recipes.py'] }],
  },
  {
    name: 'networkx',
    version: '3.6.1',
    languageId: 'python',
    licence: 'BSD-3-Clause',
    folder: '.',
    parts: [
      'bridges',
      'chains',
      'cluster',
      'core',
      'cuts',
      'cycles',
      'dag',
      'distance_measures',
      'dominating',
      'euler',
      'graphical',
      'hierarchy',
      'lowest_common_ancestors',
      'matching',
      'mis',
      'planarity',
      'richclub',
      'smallworld',
      'swap',
      'threshold',
      'tournament',
      'triads',
      'voronoi',
      'walks',
      'wiener',
    ].map((name) => ({
      files: new RegExp(`^networkx/algorithms/${name}\\.py$`),
      tests: [`networkx/algorithms/tests/test_${name}.py`],
    })),
  },
  {
    name: 'zod',
    version: '4.6.7',
    languageId: 'typescript',
    licence: 'MIT',
    folder: '.',
    parts: [
      ...Object.entries({
        'core/checks': ['string', 'number', 'array', 'date', 'validations'],
        'core/to-json-schema': ['to-json-schema-methods', 'from-json-schema'],
        'core/json-schema-processors': ['to-json-schema-methods', 'from-json-schema'],
        'core/json-schema-generator': ['to-json-schema-methods', 'from-json-schema'],
        'core/registries': ['registries'],
        'core/errors': ['error', 'error-utils'],
        'core/util': ['partial', 'pickomit', 'extend', 'record', 'string', 'error'],
        'core/parse': ['codec', 'async-parsing'],
        'core/core': ['registries', 'error', 'object'],
        'core/doc': ['object'],
        'core/api': ['string', 'number', 'stringbool', 'refine'],
        'classic/from-json-schema': ['from-json-schema'],
        'classic/errors': ['error', 'error-utils'],
        'classic/parse': ['codec', 'async-parsing'],
        'classic/iso': ['datetime', 'string-formats'],
      }).map(([file, tests]) => ({
        files: new RegExp(`^src/v4/${file}\\.ts$`),
        tests: tests.map((name) => `src/v4/classic/tests/${name}.test.ts`),
      })),
      ...['be', 'es', 'he', 'nl', 'ru'].map((name) => ({
        files: new RegExp(`^src/v4/locales/${name}\\.ts$`),
        tests: [`src/v4/core/tests/locales/${name}.test.ts`],
      })),
      {
        files: /^src\/v3\/(?:ZodError|helpers\/\w+|locales\/en)\.ts$/,
        tests: ['error', 'object', 'pickomit', 'validations'].map((name) => `src/v3/tests/${name}.test.ts`),
      },
    ],
  },
  {
    name: 'css-what',
    version: '8.0.0',
    languageId: 'typescript',
    licence: 'BSD-2-Clause',
    folder: '.',
    parts: ['parse', 'stringify'].map((name) => ({
      files: new RegExp(`^src/${name}\\.ts$`),
      tests: ['src/parse.spec.ts', 'src/stringify.spec.ts'],
    })),
  },
  ...Object.entries({ base64: '2.0.1', hex: '2.0.1' }).map(([name, version]) => ({
    name: `@stablelib/${name}`,
    version,
    languageId: 'typescript' as const,
    licence: 'MIT',
    folder: '.',
    parts: [{ files: new RegExp(`^${name}\\.ts$`), tests: [`${name}.test.ts`] }],
  })),
  {
    name: 'rxjs',
    version: '7.8.2',
    licence: 'Apache-2.0',
    ...typescript,
    parts: recorded(/^internal\/(?!testing|ajax|types|umd|scheduler\/(?:animation|asap|interval|immediate)).*\.ts$/),
  },
  {
    name: 'immer',
    version: '10.1.1',
    licence: 'MIT',
    ...typescript,
    entry: 'immer.ts',
    parts: recorded(/^(?:core|plugins|utils)\/.*\.ts$/),
  },
  { name: 'redux', version: '5.0.1', licence: 'MIT', ...typescript, parts: recorded(/^(?:utils\/)?\w+\.ts$/) },
  {
    name: 'nth-check',
    version: '3.0.1',
    licence: 'BSD-2-Clause',
    ...typescript,
    parts: recorded(/^(?:compile|parse|index)\.ts$/),
  },
  {
    name: 'entities',
    version: '9.0.0',
    licence: 'BSD-2-Clause',
    ...typescript,
    parts: recorded(/^(?:decode-codepoint|decode|encode|escape|index)\.ts$/),
  },
];
