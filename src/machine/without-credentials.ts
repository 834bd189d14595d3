import { isJobCredential } from '../domain/secret/job-credential.ts';

/**
 * The variables that a program gets which needs no credentials. It is a second fence and no wall: what runs as the same user
 * can read the environment of its parent (`/proc/<pid>/environ`).
 */
export function withoutCredentials(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isJobCredential(name)));
}
