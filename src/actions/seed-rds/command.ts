import { join } from 'node:path';
import { databaseUrl, jdbcUrl } from '../../domain/database-location.ts';
import { redaction } from '../../domain/secret/redaction.ts';
import { recordedChange, type ToolRecord, toolRecords, toolTables } from '../../domain/sql/tool-record.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { Ports } from '../../lifecycle/ports.ts';
import { runShellCommand, type ShellCommand } from '../../lifecycle/shell-command.ts';
import type { DatabaseAccess } from '../../sql/access.ts';
import type { Inputs } from './contract.ts';
import type { CommandOutcome } from './outcome.ts';
import { shownLines } from './shown.ts';
import type { SeedStep } from './step.ts';

type CommandPorts = Pick<Ports, 'databases' | 'files' | 'processes'>;
type CommandContext = Pick<Context, 'log' | 'run' | 'signal'>;

/** Installs what the command needs, where that is asked for, while nothing is changed and nobody is kept waiting. */
export async function setUpCommand(
  { commandSetup: text, commandEnv }: Pick<Inputs, 'commandSetup' | 'commandEnv'>,
  ports: Pick<Ports, 'processes'>,
  context: CommandContext,
): Promise<void> {
  if (text === undefined) return;
  const environment = Object.fromEntries(commandEnv.map(({ name, value }) => [name, value]));
  const { exitCode, lastLines } = await run({ text, environment, withoutCredentials: true }, [], ports, context);
  if (exitCode === 0) return;
  throw new UserError({
    what: `The command-setup failed with exit code ${exitCode}; nothing was changed: ${text}`,
    why: lastWords(lastLines),
    next: 'Correct it, or install what the command needs in an earlier step.',
  });
}

/** Runs the command with DB_URL and its own variables in its environment, never on a command line. */
export async function runCommand(
  text: string,
  { inputs, observation }: Pick<SeedStep, 'inputs' | 'observation'>,
  ports: CommandPorts,
  context: CommandContext,
): Promise<{ readonly outcome: CommandOutcome; readonly failure: UserError | undefined }> {
  const { access, commandSecrets } = observation;
  const own = Object.fromEntries([
    ...inputs.commandEnv.map(({ name, value }) => [name, value] as const),
    ...commandSecrets,
  ]);
  const connected = await connection(access, inputs.commandUrlScheme, ports, context);
  const environment = { ...own, ...connected };
  const command = { text, environment, withoutCredentials: !inputs.commandCredentials };
  const before = await recorded(observation, ports, context);
  const { exitCode, lastLines } = await run(
    command,
    [...commandSecrets.values(), ...secretsOf(connected)],
    ports,
    context,
  );
  const after = await recorded(observation, ports, context);
  const outcome = { before, after, change: before && after && recordedChange(before, after) };
  return { outcome, failure: exitCode === 0 ? undefined : commandFailed({ text, exitCode, lastLines }, outcome) };
}

/** The URL and its parts, and where the server is verified what tools of libpq, of Node and others (DB_CA_BUNDLE) verify it with. */
async function connection(
  access: DatabaseAccess,
  scheme: string | undefined,
  { databases, files }: CommandPorts,
  { log, run: { temporary } }: CommandContext,
): Promise<Readonly<Record<string, string>>> {
  const variables = connectionVariables({ ...access, scheme: scheme ?? access.scheme }, await access.password());
  log.mask(variables.DB_URL);
  const authorities = await databases.reader.authorities(access);
  if (authorities === undefined) return variables;
  const bundle = join(temporary, 'seed-rds-authorities.pem');
  await files.writer.write(bundle, authorities);
  const verifying = { PGSSLMODE: 'verify-full', PGSSLROOTCERT: bundle, NODE_EXTRA_CA_CERTS: bundle };
  return { ...variables, DB_CA_BUNDLE: bundle, ...verifying };
}

function connectionVariables(access: DatabaseAccess, password: string) {
  const { host, port, database, username } = access;
  return {
    DB_URL: databaseUrl({ ...access, password }),
    DB_JDBC_URL: jdbcUrl(access),
    ...{ DB_HOST: host, DB_PORT: String(port), DB_NAME: database, DB_USER: username, DB_PASSWORD: password },
  };
}

function secretsOf({ DB_URL = '', DB_PASSWORD = '' }: Readonly<Record<string, string>>): readonly string[] {
  return [DB_URL, DB_PASSWORD];
}

const maxLastLines = 20;
const maxLineCharacters = 500;

/** Secrets go out of its last lines before these are cut: a piece of one would no longer be known for it. */
async function run(
  command: Omit<ShellCommand, 'directory' | 'shown'>,
  secrets: Iterable<string>,
  { processes }: Pick<Ports, 'processes'>,
  { log, signal, run: { workspace } }: CommandContext,
): Promise<{ readonly exitCode: number; readonly lastLines: readonly string[] }> {
  const hidden = redaction(secrets);
  const lastLines: string[] = [];
  const shown = (line: string) => {
    if (lastLines.push(hidden.foreign(line).slice(0, maxLineCharacters)) > maxLastLines) lastLines.shift();
    return line;
  };
  const whole = { ...command, directory: workspace, shown };
  return { exitCode: await runShellCommand(whole, processes.reader, { signal, log }), lastLines };
}

/** What the tables of migration tools say now. A look that fails says nothing, and ends nothing. */
async function recorded(
  { access, settings }: SeedStep['observation'],
  { databases }: Pick<Ports, 'databases'>,
  { log }: Pick<Context, 'log'>,
): Promise<readonly ToolRecord[] | undefined> {
  try {
    return toolRecords(await databases.reader.tables(access, settings, toolTables(access.engine)));
  } catch (error) {
    log.info(`What migration tools have recorded is not known: ${messageOf(error)}`);
    return undefined;
  }
}

function commandFailed(
  {
    text,
    exitCode,
    lastLines,
  }: { readonly text: string; readonly exitCode: number; readonly lastLines: readonly string[] },
  { change }: CommandOutcome,
): UserError {
  return new UserError({
    what: `The command failed with exit code ${exitCode}: ${text}`,
    why: lastWords(lastLines),
    next: `${recordedText(change)} The lock has been released.`,
  });
}

function lastWords(lines: readonly string[]): string {
  return lines.length === 0 ? 'It said nothing.' : `Its last lines were:\n${shownLines(lines)}`;
}

function recordedText(change: CommandOutcome['change']): string {
  if (!change) return 'Check with the tool which changes it made before it failed.';
  const { added, unfinished } = change;
  const stands =
    added.length === 0
      ? 'No migration was recorded before it failed.'
      : `Recorded before it failed: ${added.join(', ')}.`;
  return unfinished.length === 0 ? stands : `${stands} Begun and not finished: ${unfinished.join(', ')}.`;
}
