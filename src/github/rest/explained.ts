import { networkAdvice } from '../../domain/network-advice.ts';
import { LimitReached, MissingPermission, UserError } from '../../errors.ts';
import type { Refusal } from './refusal.ts';
import { RequestFailure } from './retry.ts';

/** A request that may have been carried out: its answer was lost. */
export class LostAnswer extends Error {
  override readonly name = 'LostAnswer';
}

/** Sends requests for a purpose, which begins the sentence of their failure: "Creating a deployment in dev". */
export async function explained<T>(purpose: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw error instanceof RequestFailure ? explanation(error, purpose) : error;
  }
}

/** The data of an answer, or undefined where GitHub refuses with one of these statuses. */
export async function dataUnless<T>(
  statuses: readonly number[],
  send: () => Promise<{ readonly data: T }>,
): Promise<T | undefined> {
  try {
    return (await send()).data;
  } catch (error) {
    const isExpected = error instanceof RequestFailure && error.kind === 'refused';
    if (isExpected && statuses.includes(error.refusal?.status ?? 0)) return undefined;
    throw error;
  }
}

function explanation({ kind, refusal, cause, tried }: RequestFailure, purpose: string): Error {
  if (kind === 'unanswered') return new LostAnswer(purpose, { cause });
  return refusal ? refused(refusal, purpose) : unreachable(cause, purpose, tried);
}

function refused({ status, headers, message }: Refusal, purpose: string): UserError {
  const said = message === '' ? `HTTP ${status}` : `HTTP ${status}, ${message}`;
  const parts = {
    what: `${purpose} failed.`,
    why: `GitHub answered: ${said}.`,
    next: nextStep({ status, headers, message }),
  };
  if (isLimit(status, headers)) return new LimitReached(parts);
  return status === 403 ? new MissingPermission(parts) : new UserError(parts);
}

/** Octokit's error has only the innermost reason; its cause has the whole chain. */
function unreachable(error: Error, purpose: string, tried: number): UserError {
  const whole = error.cause instanceof Error ? error.cause : error;
  return new UserError(
    {
      what: `${purpose} failed, ${tried} times in a row.`,
      why: `GitHub gave no answer: ${chainOf(whole).join(': ')}.`,
      next:
        networkAdvice(error, process.env) ?? 'Check the network between the runner and GitHub, then run the job again.',
    },
    { cause: error },
  );
}

/** The messages of an error and of what caused it. */
function chainOf(error: Error): readonly string[] {
  const message = error.message.replace(/\.$/, '');
  return error.cause instanceof Error ? [message, ...chainOf(error.cause)] : [message];
}

function nextStep({ status, headers, message }: Refusal): string | undefined {
  if (status === 401) return "Check `github-token`. A job's own token ends with the job.";
  if (isLimit(status, headers)) return limitAdvice(headers);
  if (status === 403 && /\bis locked\b/.test(message))
    return 'The conversation is locked: unlock it, or do without. More permissions would not help.';
  if (status === 403) return permissionAdvice(String(headers['x-accepted-github-permissions'] ?? ''));
  if (status === 404)
    return 'Check that it exists, and that the token can read it: GitHub hides everything else from it.';
  if (status >= 500) return 'GitHub has a problem (https://www.githubstatus.com). Run the job again later.';
  return undefined;
}

function isLimit(status: number, headers: Refusal['headers']): boolean {
  return headers['x-ratelimit-remaining'] === '0' && (status === 403 || status === 429);
}

function limitAdvice(headers: Refusal['headers']): string {
  const reset = Number(headers['x-ratelimit-reset']) * 1_000;
  const when = reset > 0 ? ` after ${new Date(reset).toISOString()}` : ' later';
  return `The token has used up its requests of this hour. Run the job again${when}.`;
}

/** GitHub names the permissions that would be enough: `issues=write; pull_requests=write`. */
function permissionAdvice(accepted: string): string {
  const wanted = accepted
    .split(';')
    .map((all) => all.trim().replaceAll('_', '-').replaceAll('=', ': ').replaceAll(',', ', '))
    .filter((all) => all !== '' && !all.includes('metadata'))
    .map((all) => `\`${all}\``);
  const needed = wanted.length > 0 ? wanted.join(' or ') : 'a permission that it lacks';
  return `The token needs ${needed}: add it to the job's \`permissions\`, and to those of a calling workflow. The tokens of forks and of Dependabot are read-only.`;
}
