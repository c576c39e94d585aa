/**
 * Lets node run the backend's TypeScript as it is: `node -r ./backend/test/process/from-source.cjs
 * backend/src/main.ts`. Types are dropped file by file, decorators compiled; nothing is checked, the
 * compiler does that elsewhere. For tests of whole processes, so that they need no build.
 */
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { registerHooks } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { version } = require('typescript/package.json');

const WIRE = pathToFileURL(join(__dirname, '../../../wire/src/index.ts')).href;
const OURS = [pathToFileURL(join(__dirname, '../../src')).href, new URL('.', WIRE).href];

const CACHE = join(tmpdir(), `naif-from-source-${process.getuid?.() ?? 0}`);

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === '@naif/wire') return { url: WIRE, format: 'commonjs', shortCircuit: true };
    const source = URL.parse(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    const ours = source !== null && OURS.some((folder) => source.href.startsWith(folder));
    if (ours && existsSync(fileURLToPath(source))) {
      return { url: source.href, format: 'commonjs', shortCircuit: true };
    }
    return nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    if (!url.endsWith('.ts') || !OURS.some((folder) => url.startsWith(folder))) {
      return nextLoad(url, context);
    }
    const text = readFileSync(fileURLToPath(url), 'utf8');
    return { format: 'commonjs', source: compiled(text, url), shortCircuit: true };
  },
});

/** The compiled text, from an earlier run where the source is the same. */
function compiled(text, url) {
  const name = createHash('sha256').update(`${version} ${url} ${text}`).digest('hex');
  const file = join(CACHE, `${name}.js`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const outputText = compile(text, url);
  mkdirSync(CACHE, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.${process.pid}`, outputText);
  renameSync(`${file}.${process.pid}`, file);
  return outputText;
}

function compile(text, url) {
  // Loaded only when needed: it takes longer than everything else here.
  const ts = require('typescript');
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2023,
    esModuleInterop: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
  };
  return ts.transpileModule(text, { compilerOptions, fileName: url }).outputText;
}
