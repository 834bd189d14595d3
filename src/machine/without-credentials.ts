import { isJobCredential } from '../domain/secret/job-credential.ts';

/** The variables that a program gets which may run anybody's code, such as a build with all its packages. */
export function withoutCredentials(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isJobCredential(name)));
}
