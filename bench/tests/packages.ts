import type { Source } from '../eval/sources.ts';
import { PACKAGES as BROKEN } from '../fix/packages.ts';

const python = { languageId: 'python', folder: '.' } as const;
const go = { languageId: 'go', folder: '.' } as const;
const typescript = { languageId: 'typescript' } as const;

/** Whose functions tests are written for: the packages of the broken programs, whose own tests are not used here, and more. */
export const PACKAGES: readonly Source[] = [
  ...BROKEN.map(({ name, version, languageId, licence, folder, form }) => ({
    name,
    version,
    languageId,
    licence,
    folder,
    ...(form && { form }),
  })),
  { name: '@noble/hashes', version: '2.4.0', licence: 'MIT', folder: 'src', ...typescript },
  { name: 'domutils', version: '4.0.2', licence: 'BSD-2-Clause', folder: 'src', ...typescript },
  { name: 'packaging', version: '26.3', licence: 'BSD-2-Clause OR Apache-2.0', ...python },
  { name: 'humanize', version: '4.17.0', licence: 'MIT', ...python },
  { name: 'inflection', version: '0.5.1', licence: 'MIT', ...python },
  { name: 'jmespath', version: '1.1.0', licence: 'MIT', ...python },
  { name: 'click', version: '8.1.7', licence: 'BSD-3-Clause', ...python },
  { name: 'github.com/iancoleman/strcase', version: 'v0.3.0', licence: 'MIT', ...go },
  { name: 'github.com/huandu/xstrings', version: 'v1.6.3', licence: 'MIT', ...go },
  { name: 'github.com/agext/levenshtein', version: 'v1.2.3', licence: 'Apache-2.0', ...go },
  { name: 'github.com/go-chi/chi/v5', version: 'v5.1.0', licence: 'MIT', ...go },
];
