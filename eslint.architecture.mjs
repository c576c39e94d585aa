/**
 * The import rules that are no imports of their own (see .dependency-cruiser.cjs for the others): names imported from a
 * package that services may use otherwise, and globals. test/architecture proves that each fires.
 */
import typescript from 'typescript-eslint';

const SPECS = ['**/*.spec.ts'];

export default [
  {
    name: '6-services-throw-domain-errors',
    files: ['backend/src/{modules,ports,events}/**/*.ts'],
    ignores: ['**/*.{controller,gateway,guard,module,filter}.ts', ...SPECS],
    languageOptions: { parser: typescript.parser },
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@nestjs/common'],
              importNamePattern: 'Exception$|^HttpStatus$',
              message:
                'Rule 6: throw a domain error with a code; the problem filter gives it its HTTP.',
            },
          ],
        },
      ],
    },
  },
  {
    name: '7-environment-through-config',
    files: ['{backend,device-agent}/src/**/*.ts'],
    ignores: ['*/src/config/**', ...SPECS],
    languageOptions: { parser: typescript.parser },
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Rule 7: config/ alone reads the environment.',
        },
      ],
    },
  },
  {
    name: '7-time-through-the-clock',
    files: ['{backend,device-agent}/src/**/*.ts'],
    // database/ waits for PostgreSQL's process before there is anything that a test would want to speed up.
    ignores: ['*/src/{adapters,observability,database}/**', ...SPECS],
    languageOptions: { parser: typescript.parser },
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          "NewExpression[callee.name='Date'][arguments.length=0]",
          "CallExpression[callee.object.name='performance'][callee.property.name='now']",
          "MemberExpression[object.name='process'][property.name='hrtime']",
        ].map((selector) => ({ selector, message: 'Rule 7: the Clock alone tells the time.' })),
      ],
    },
  },
];
