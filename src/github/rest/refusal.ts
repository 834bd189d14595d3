import { messageOf, UserError } from '../../errors.ts';

/** An answer that is no success, with what GitHub says in it. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly message: string;
}

/** What the token may not do. */
export class Forbidden extends UserError {}

/** A refusal as a sentence about what was to be done, with the next step. */
export function refusal({ status, headers, message }: Refusal, doing: string): UserError {
  const said = message === '' ? `HTTP ${status}` : `HTTP ${status}, ${message}`;
  const parts = { what: `${doing} failed.`, why: `GitHub answered: ${said}.`, next: nextStep(status, headers) };
  return status === 403 ? new Forbidden(parts) : new UserError(parts);
}

export function unreachable(error: Error, doing: string, tried: number): UserError {
  const cause = error.cause instanceof Error ? `: ${messageOf(error.cause)}` : '';
  return new UserError(
    {
      what: `${doing} failed, ${tried} times in a row.`,
      why: `GitHub gave no answer: ${error.message}${cause}.`,
      next: 'Check the network between the runner and GitHub, then run the job again.',
    },
    { cause: error },
  );
}

function nextStep(status: number, headers: Headers): string | undefined {
  if (status === 401) return 'Check `github-token`; the token that a job gets by itself ends with the job.';
  if (headers.get('x-ratelimit-remaining') === '0' && (status === 403 || status === 429)) return limitAdvice(headers);
  if (status === 403) return permissionAdvice(headers.get('x-accepted-github-permissions') ?? '');
  if (status === 404) return 'Check that it exists, and that the token may see it: GitHub hides what it may not.';
  if (status >= 500) return 'GitHub has trouble (https://www.githubstatus.com); run the job again later.';
  return undefined;
}

function limitAdvice(headers: Headers): string {
  const reset = Number(headers.get('x-ratelimit-reset')) * 1_000;
  const when = reset > 0 ? ` after ${new Date(reset).toISOString()}` : ' later';
  return `The token has made all requests that it may make in an hour; run the job again${when}.`;
}

/** GitHub names what would have been enough: `issues=write; pull_requests=write`. */
function permissionAdvice(accepted: string): string {
  const wanted = accepted
    .split(';')
    .map((all) => all.trim().replaceAll('_', '-').replaceAll('=', ': ').replaceAll(',', ', '))
    .filter((all) => all !== '' && !all.includes('metadata'))
    .map((all) => `\`${all}\``);
  const needed = wanted.length > 0 ? wanted.join(' or ') : 'a permission that it lacks';
  return `The token needs ${needed}: add it to the job's \`permissions\`, and to those of a calling workflow. For forks and for Dependabot tokens are read-only.`;
}
