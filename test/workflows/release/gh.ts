import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compare, createRelease, publishDraft, putTag, Refused, type Releasing } from './releasing.ts';

// Takes the place of GitHub's command line: node gh.ts <state file> api|release …
const [file = '', command = '', ...words] = process.argv.slice(2);
const state = JSON.parse(readFileSync(file, 'utf8')) as Releasing;
state.requests += 1;
const dies = (when: 'before' | 'after') => state.killAt?.request === state.requests && state.killAt.when === when;
try {
  const answer = dies('before') ? undefined : perform();
  writeFileSync(file, JSON.stringify(state));
  if (dies('before') || dies('after')) process.kill(process.pid, 'SIGKILL');
  if (answer !== undefined) process.stdout.write(answer);
} catch (error) {
  writeFileSync(file, JSON.stringify(state));
  if (!(error instanceof Refused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function perform(): string | undefined {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      method: { type: 'string', default: 'GET' },
      jq: { type: 'string' },
      field: { type: 'string', short: 'F', multiple: true },
      'raw-field': { type: 'string', short: 'f', multiple: true },
      ...{ paginate: { type: 'boolean' }, silent: { type: 'boolean' } },
      ...{ 'verify-tag': { type: 'boolean' }, 'generate-notes': { type: 'boolean' }, draft: { type: 'string' } },
    },
  });
  if (command === 'release') {
    const [verb, tag = ''] = positionals;
    if (verb === 'create') createRelease(state, tag);
    else publishDraft(state, tag);
    return undefined;
  }
  const pairs = [...(values.field ?? []), ...(values['raw-field'] ?? [])].map((pair) => pair.split(/=(.*)/s));
  const value = request(values.method, positionals[0] ?? '', Object.fromEntries(pairs));
  if (values.silent || values.jq === undefined) return undefined;
  return execFileSync('jq', ['--raw-output', values.jq], { input: JSON.stringify(value), encoding: 'utf8' });
}

function request(method: string, path: string, body: Readonly<Record<string, string>>): unknown {
  const [, rest = ''] = /^repos\/acme\/suite\/(.*)$/.exec(path) ?? [];
  const compared = /^compare\/(\w+)\.\.\.(.+)$/.exec(rest);
  if (compared) return { status: compare(state, compared[1] ?? '', compared[2] ?? '') };
  const commit = /^commits\/refs\/tags\/(.+)$/.exec(rest);
  if (commit) return { sha: state.tags[commit[1] ?? ''] };
  if (rest === 'releases') return state.releases.map(({ tag, draft }) => ({ tag_name: tag, draft }));
  const matching = /^git\/matching-refs\/tags\/(.+)$/.exec(rest);
  if (matching)
    return Object.entries(state.tags)
      .filter(([tag]) => tag.startsWith(matching[1] ?? ''))
      .map(([tag, sha]) => ({ ref: `refs/tags/${tag}`, object: { sha } }));
  if (method === 'POST' && rest === 'git/refs')
    return putTag(state, (body['ref'] ?? '').replace('refs/tags/', ''), body['sha'] ?? '', false);
  const moved = /^git\/refs\/tags\/(.+)$/.exec(rest);
  if (method === 'PATCH' && moved) return putTag(state, moved[1] ?? '', body['sha'] ?? '', true);
  throw new Error(`The stand-in of gh does not know ${method} ${path}.`);
}
