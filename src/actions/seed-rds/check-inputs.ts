import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import { shownLines } from './shown.ts';
import { taskProblems } from './task/problems.ts';

/** Throws one UserError with all contradictions between the inputs. */
export function checkInputs(inputs: Inputs): void {
  const problems = problemsOf(inputs);
  if (problems.length === 0) return;
  throw new UserError({
    what: `These inputs of seed-rds contradict each other:\n${shownLines(problems)}`,
    next: 'Nothing was changed. actions/seed-rds/README.md describes the inputs.',
  });
}

function problemsOf(inputs: Inputs): readonly string[] {
  const ofTask = taskProblems(inputs);
  if (inputs.via === 'task') return ofTask;
  return [...sourceProblems(inputs), ...workProblems(inputs), ...seedProblems(inputs), ...ofTask];
}

function sourceProblems({ secret, secretKey, urlEnv, dbInstance, iamAuth, username }: Inputs): readonly string[] {
  return [
    ...(secret && urlEnv ? ['secret and url-env: give one of them.'] : []),
    ...(secret || urlEnv || dbInstance ? [] : ['secret, url-env or db-instance: give one, or there is no database.']),
    ...(secretKey && !secret ? ['secret-key: needs secret.'] : []),
    ...(iamAuth && !secret && !urlEnv && !username ? ['iam-auth: needs username.'] : []),
  ];
}

function workProblems(inputs: Inputs): readonly string[] {
  const { migrations, baseline, repair, allowOutOfOrder, seeds, command } = inputs;
  const ofCommand = {
    'command-setup': inputs.commandSetup !== undefined,
    'command-env': inputs.commandEnv.length > 0,
    'command-secrets': inputs.commandSecrets.length > 0,
    'command-url-scheme': inputs.commandUrlScheme !== undefined,
    'command-credentials': inputs.commandCredentials,
  };
  const idle = command ? [] : Object.keys(ofCommand).filter((name) => ofCommand[name as keyof typeof ofCommand]);
  return [
    ...idle.map((name) => `${name}: needs command.`),
    ...(migrations || seeds || command ? [] : ['migrations, seeds or command: give one, or there is nothing to do.']),
    ...(baseline && !migrations ? ['baseline: needs migrations.'] : []),
    ...(repair.length > 0 && !migrations ? ['repair: needs migrations.'] : []),
    ...(allowOutOfOrder && !migrations ? ['allow-out-of-order: needs migrations.'] : []),
  ];
}

/** Seeds run only in environments that are named. */
function seedProblems({ seeds, seedEnvironments, environment }: Inputs): readonly string[] {
  if (!seeds) return [];
  return [
    ...(seedEnvironments.length === 0 ? ['seed-environments: name the environments in which seeds may run.'] : []),
    ...(environment ? [] : ['environment: seeds run only where it is one of seed-environments.']),
  ];
}
