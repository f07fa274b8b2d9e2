import tseslint from 'typescript-eslint';
import { layering } from './scripts/layering.mjs';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'examples', 'test/fixtures', 'test/vscode/workspace', 'test/vscode/stranger'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { forge: { rules: { layering } } },
    rules: {
      'forge/layering': 'error',
      'no-console': 'error', // stdout of the server is the LSP channel; the CLI writes through its own terminal module
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['bench/**/*.ts'], rules: { 'no-console': 'off' } },
);
