/**
 * By these variables a process may act as the job: AWS's credentials, and the runner's tokens, of which one is given to
 * actions as an input. Sources: https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html and
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/NodeScriptActionHandler.cs
 */
const jobCredentials =
  /^(?:AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_(?:CREDENTIALS|AUTHORIZATION)_.+)|ACTIONS_(?:ID_TOKEN_REQUEST|RUNTIME)_.+|INPUT_GITHUB-TOKEN)$/i;

/**
 * What else of the machine must not leave it: what a step hands to itself (its inputs, its saved state), all that is the
 * runner's own, GitHub's tokens under their usual names, and the files with AWS's keys.
 */
function isOfTheMachine(name: string): boolean {
  if (/^(?:INPUT|STATE|ACTIONS)_/i.test(name) || /^AWS_(?:SHARED_CREDENTIALS|CONFIG)_FILE$/i.test(name)) return true;
  if (/^RUNNER_/i.test(name)) return /TOKEN/i.test(name);
  return /^(?:GITHUB|GH)_/i.test(name) && /_(?:TOKEN|PAT)$/i.test(name);
}

/** Whether a variable of the environment lets a process act as the job that it belongs to. */
export function isJobCredential(name: string): boolean {
  return jobCredentials.test(name);
}

/** Whether the value of a variable must go into nothing that is shown or sent. */
export function isMachineSecret(name: string): boolean {
  return isJobCredential(name) || isOfTheMachine(name);
}
