import type { Inputs } from '../contract.ts';

/** What is wrong with the inputs of a task, or with others beside them. `task-image` may be there always: the chain hands it on. */
export function taskProblems(inputs: Inputs): readonly string[] {
  if (inputs.via !== 'task') return givenOf(ofTask(inputs)).map((name) => `${name}: needs via: task.`);
  return [
    ...(inputs.command ? [] : ['command: give the command that the task runs.']),
    ...givenOf(ofSession(inputs)).map(
      (name) => `${name}: this runner opens no session with via: task, so it has no effect.`,
    ),
    ...(inputs.snapshot === 'when-pending' && !inputs.dbInstance
      ? ['snapshot: needs db-instance with via: task.']
      : []),
    ...placeProblems(inputs),
  ];
}

/** Without a service to be like, everything that ECS needs has to be said. */
function placeProblems(inputs: Inputs): readonly string[] {
  if (inputs.taskService) return [];
  const needed = {
    'task-image': inputs.taskImage !== undefined,
    'task-subnets': inputs.taskSubnets.length > 0,
    'task-security-groups': inputs.taskSecurityGroups.length > 0,
    'task-execution-role': inputs.taskExecutionRole !== undefined,
  };
  const missing = Object.entries(needed).flatMap(([name, isGiven]) => (isGiven ? [] : [name]));
  return missing.length === 0 ? [] : [`${missing.join(', ')}: give them, or task-service to take them from.`];
}

function ofTask(inputs: Inputs): Readonly<Record<string, boolean>> {
  return {
    'task-service': inputs.taskService !== undefined,
    'task-container': inputs.taskContainer !== undefined,
    'task-subnets': inputs.taskSubnets.length > 0,
    'task-security-groups': inputs.taskSecurityGroups.length > 0,
    'task-public-ip': inputs.taskPublicIp !== undefined,
    'task-execution-role': inputs.taskExecutionRole !== undefined,
    'task-role': inputs.taskRole !== undefined,
    'task-secrets': inputs.taskSecrets.length > 0,
    'task-cpu': inputs.taskCpu !== undefined,
    'task-memory': inputs.taskMemory !== undefined,
    'task-log-group': inputs.taskLogGroup !== undefined,
  };
}

function ofSession(inputs: Inputs): Readonly<Record<string, boolean>> {
  return {
    ...{ migrations: inputs.migrations !== undefined, baseline: inputs.baseline !== undefined },
    ...{ seeds: inputs.seeds !== undefined, secret: inputs.secret !== undefined },
    'secret-key': inputs.secretKey !== undefined,
    'url-env': inputs.urlEnv !== undefined,
    'iam-auth': inputs.iamAuth,
    'ca-bundle': inputs.caBundle !== undefined,
    'claim-environment': inputs.claimEnvironment,
    'command-setup': inputs.commandSetup !== undefined,
    'command-secrets': inputs.commandSecrets.length > 0,
    'command-url-scheme': inputs.commandUrlScheme !== undefined,
    'command-credentials': inputs.commandCredentials,
  };
}

function givenOf(inputs: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.keys(inputs).filter((name) => inputs[name]);
}
