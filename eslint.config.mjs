import angular from 'angular-eslint';
import typescript from 'typescript-eslint';
import architecture from './eslint.architecture.mjs';

/** The programs that are linted with their types; each knows its own specs. */
const PROGRAMS = [
  'wire/tsconfig.spec.json',
  'backend/tsconfig.json',
  'device-agent/tsconfig.spec.json',
  'frontend/tsconfig.spec.json',
  'scripts/tsconfig.json',
  'test/tsconfig.json',
];

/** Our own rules on top of typescript-eslint's strict, type-aware set. */
const house = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { requireDefaultForNonUnion: true, considerDefaultExhaustiveForUnions: true },
  ],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  // Numbers in sentences are fine; objects and nulls are not.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // Nest modules and Angular components may be empty: their decorator is their content.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // DTO classes are shapes here: answers are object literals, built field by field and copied with `...`.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-misused-spread': 'off',
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // TypeScript's own noUnusedLocals and noUnusedParameters say it already, and know about `_`.
  '@typescript-eslint/no-unused-vars': 'off',
  eqeqeq: 'error',
  'no-console': 'error',
  'prefer-const': 'error',
};

export default typescript.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'data/**',
      'coverage/**',
      '.angular/**',
      'frontend/src/app/api/**',
      'test/architecture/fixtures/**',
      '**/*.{js,cjs,mjs}',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,mts}'],
    extends: [...typescript.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: PROGRAMS, tsconfigRootDir: import.meta.dirname },
    },
    rules: house,
  },
  ...architecture,
  {
    // Nest reads constructor parameters' types at run time: turning their imports into type imports would break it.
    files: ['backend/**/*.ts', 'wire/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['frontend/src/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/directive-selector': [
        'error',
        { type: 'attribute', prefix: 'naif', style: 'camelCase' },
      ],
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'naif', style: 'kebab-case' },
      ],
    },
  },
  {
    files: ['frontend/src/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
  {
    // A command's output goes to the terminal.
    files: ['scripts/**/*.mts', 'backend/src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: [
      '**/*.spec.ts',
      'test/**/*.{ts,mts}',
      'backend/test/**/*.ts',
      'device-agent/test/**/*.ts',
    ],
    rules: {
      // jest's matchers are methods by design, and a spec may be sure of what it has just arranged.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
);
