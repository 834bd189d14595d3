import { isAbsolute, resolve } from 'node:path';
import picomatch from 'picomatch';
import type { InputsOf } from '../../contract/index.ts';
import { withoutSlashAtEnd } from '../../domain/web-address.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { Log } from '../../github/log.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { readSecrets } from '../../lifecycle/secret-variables.ts';
import { demandShell } from '../../lifecycle/shell-command.ts';
import { type Problem, problemList } from '../../located-yaml/node.ts';
import type { FilesReader } from '../../machine/files.ts';
import type { SmokeContract } from './contract.ts';
import type { Observation } from './observation.ts';
import { siteObservation } from './own-observation.ts';
import { filesOf } from './suite/files.ts';
import { readSuite } from './suite/parse.ts';
import { unresolved } from './suite/references.ts';
import type { Suite } from './suite/suite.ts';

type Inputs = InputsOf<SmokeContract>;

/** Reads and checks the suites before anything is sent; one message lists all mistakes, with file and line. */
export async function observe(
  inputs: Inputs,
  ports: Pick<ReadPorts, 'files' | 'processes' | 'secrets' | 'environment'>,
  context: Context,
): Promise<Observation> {
  if (inputs.siteOnly) return siteObservation(inputs);
  if (inputs.suite.length === 0 && inputs.command === undefined) throw nothingGiven();
  const { log, run } = context;
  const { files } = ports;
  await demandShell(inputs.command, ports.processes, context);
  const names = await suiteFiles(inputs.suite, run.workspace, files);
  const commandSecrets = await readSecrets(inputs.commandSecrets, ports, context);
  const secrets = await readSecrets(inputs.secretsFrom, ports, context);
  const addresses = addressesOf(inputs);
  const variables = new Map(inputs.variables.map(({ name, value }) => [name, value]));
  demandValues(inputs.variables);
  const given = new Set([...addresses.keys(), ...variables.keys(), ...secrets.keys()]);
  const suites = await readSuites(names, run.workspace, files, given);
  tellSuites(suites, log);
  const sent = await sentFiles(suites, run.workspace, files);
  const commandVariables = new Map([...variables, ...commandAddresses(inputs)]);
  return { suites, files: sent, addresses, variables, secrets, commandVariables, commandSecrets };
}

/** Values are put in as they are: a reference within one would be sent as it stands. */
function demandValues(variables: Inputs['variables']): void {
  const found = variables.find(({ value }) => /\$\{\{|\$\{[A-Za-z_]\w*\}/.test(value));
  if (found)
    throw new UserError({
      what: `The variable ${found.name} of the input \`variables\` holds a reference that nobody has put a value in for.`,
      next: 'Give the value itself; nothing is put into values.',
    });
}

/** For a run without `site-only`, `suite` and `command`. */
function nothingGiven(): UserError {
  return new UserError({
    what: 'Neither suite nor command was given, so there is nothing to check.',
    next: 'Give `suite`; or `command` for tests of your own; or `site-only: true` to look at the page of a site.',
  });
}

/** Files as they are, folders as the suites in them, and globs. */
async function suiteFiles(
  patterns: readonly string[],
  workspace: string,
  files: FilesReader,
): Promise<readonly string[]> {
  const found = await Promise.all(
    patterns.map(async (pattern) => {
      if (/\.ya?ml$/.test(pattern) && !picomatch.scan(pattern).isGlob) return [pattern];
      const { base, glob } = picomatch.scan(withoutSlashAtEnd(pattern));
      const matches = picomatch(glob || '*.{yml,yaml}');
      const below = (await files.filesBelow(absolute(workspace, base || '.'))).filter((name) => matches(name));
      if (below.length === 0) throw noSuite(pattern);
      return below.map((name) => (base ? `${base}/${name}` : name));
    }),
  );
  return [...new Set(found.flat())];
}

function noSuite(pattern: string): UserError {
  return new UserError({
    what: `No suite was found at ${pattern}.`,
    next: 'Check the input `suite`, and that the repository is checked out.',
  });
}

async function readSuites(
  names: readonly string[],
  workspace: string,
  files: FilesReader,
  given: ReadonlySet<string>,
): Promise<readonly Suite[]> {
  const read = await Promise.all(names.map((name) => readSuite(name, (path) => files.text(absolute(workspace, path)))));
  const suites = read.flatMap((result) => ('suite' in result ? [result.suite] : []));
  const problems = [
    ...read.flatMap((result) => ('problems' in result ? result.problems : [])),
    ...suites.flatMap((suite) => unresolved(suite, given)),
  ];
  if (problems.length > 0) throw badSuites(problems);
  return suites;
}

/** As much as a request may hold. */
const maxSentBytes = 64 * 1024 * 1024;

/** The files that requests send: one that is missing is told before anything is sent. */
async function sentFiles(
  suites: readonly Suite[],
  workspace: string,
  files: FilesReader,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  let left = maxSentBytes;
  for (const { path, place } of suites.flatMap(filesOf)) {
    if (contents.has(path)) continue;
    const content = await contentOf(path, workspace, files).catch((error: unknown) => {
      problems.push({ place, reason: `${path}: ${messageOf(error)}` });
    });
    left -= content?.length ?? 0;
    if (left < 0) problems.push({ place, reason: `with ${path}, the files are more than ${maxSentBytes} bytes` });
    if (left < 0) break;
    if (content) contents.set(path, content);
  }
  if (problems.length > 0) throw badSuites(problems);
  return contents;
}

async function contentOf(path: string, workspace: string, files: FilesReader): Promise<Uint8Array> {
  if (path.startsWith('..')) throw new Error('it is no file of the repository');
  return files.bytes(absolute(workspace, path));
}

export function badSuites(problems: readonly Problem[]): UserError {
  const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
  return new UserError({
    what: `The smoke suite has ${count}:\n${problemList(problems)}\n`,
    next: 'No request was sent.',
  });
}

function addressesOf({ apiUrl, siteUrl, version }: Inputs): ReadonlyMap<string, string> {
  const known: readonly (readonly [string, string | undefined])[] = [
    ['API', apiUrl],
    ['SITE', siteUrl],
    ['SITE_ORIGIN', siteUrl && new URL(siteUrl).origin],
    ['VERSION', version],
  ];
  return new Map(known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** The addresses by the names that a command finds in its environment. */
function commandAddresses({ apiUrl, siteUrl, serviceUrl, version }: Inputs): ReadonlyMap<string, string> {
  const known: readonly (readonly [string, string | undefined])[] = [
    ['API_URL', apiUrl],
    ['SITE_URL', siteUrl],
    ['SERVICE_URL', serviceUrl],
    ['VERSION', version],
  ];
  return new Map(known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function absolute(workspace: string, path: string): string {
  return isAbsolute(path) ? path : resolve(workspace, path);
}

function tellSuites(suites: readonly Suite[], log: Log): void {
  for (const { file, name, checks } of suites) log.info(`${file}: ${name}, ${checks.length} checks`);
}
