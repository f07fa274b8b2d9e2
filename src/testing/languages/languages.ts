import { GO } from './go.ts';
import { JAVA } from './java.ts';
import { JAVASCRIPT } from './javascript.ts';
import type { TestLanguage } from './language.ts';
import { PYTHON } from './python.ts';
import { RUST } from './rust.ts';

const LANGUAGES: Readonly<Record<string, TestLanguage>> = {
  typescript: JAVASCRIPT,
  typescriptreact: JAVASCRIPT,
  javascript: JAVASCRIPT,
  javascriptreact: JAVASCRIPT,
  python: PYTHON,
  go: GO,
  rust: RUST,
  java: JAVA,
};

/** What is known of testing in a language; undefined where its tests cannot be run by us. */
export function testLanguage(languageId: string): TestLanguage | undefined {
  return LANGUAGES[languageId];
}
