/**
 * The variables with which a process can act as the job: AWS's credentials, and the runner's tokens, one of which is an
 * input of actions. Sources: https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html and
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/NodeScriptActionHandler.cs
 */
const credentials =
  /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_(CREDENTIALS|AUTHORIZATION)_.+)|ACTIONS_(ID_TOKEN_REQUEST|RUNTIME)_.+|INPUT_GITHUB-TOKEN)$/;

/** The variables for a program that may run code of others, such as a build with all its packages. */
export function withoutCredentials(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !credentials.test(name)));
}
