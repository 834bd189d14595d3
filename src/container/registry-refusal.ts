import { UserError } from '../errors.ts';
import { PassingFailure } from './retry.ts';

/** What was asked of which registry. */
interface Refused {
  /** Begins the sentence: "Reading the image … of clinic". */
  readonly doing: string;
  readonly host: string;
  readonly isOfEcr: boolean;
  /** The header of this name. */
  readonly retryAfter?: string | undefined;
}

/** Why a registry refused a request: for a passing reason, for an expired login, or for good. */
export function refusal(status: number, text: string, refused: Refused): Error {
  const { doing, host } = refused;
  const why = `${host} answered ${status}${registryMessage(text)}.`;
  if (status === 408 || status === 429 || status >= 500 || isThrottled(text))
    return new PassingFailure(why, secondsOf(refused.retryAfter));
  if (/expired/i.test(text) && (status === 401 || status === 403))
    return new ExpiredLogin({
      what: `${doing} failed.`,
      why,
      next: 'Run the job again, with credentials that last longer.',
    });
  return new UserError({ what: `${doing} failed.`, why, next: nextStep(status, text, refused) });
}

/** Retry-After, as a number of seconds; registries do not give dates. */
function secondsOf(retryAfter: string | undefined): number | undefined {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}

/** ECR's passwords last 12 hours. */
export class ExpiredLogin extends UserError {}

/** ECR throttles with more than one status. */
function isThrottled(text: string): boolean {
  return /toomanyrequests|throttl|rate exceeded/i.test(text);
}

/** The code and message in a registry's answer: `{"errors":[{"code":"DENIED","message":"…"}]}`. */
function registryMessage(text: string): string {
  const [, code] = /"code"\s*:\s*"([^"]+)"/.exec(text) ?? [];
  const [, message] = /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  const reason = [code, message].filter((part) => part).join(': ') || text.replace(/\s+/g, ' ').trim().slice(0, 300);
  return reason ? ` (${reason.replace(/\.$/, '')})` : '';
}

function nextStep(status: number, text: string, { host, isOfEcr }: Refused): string {
  if (/DIGEST_INVALID/.test(text))
    return 'The content is damaged, and nothing was tagged: build or push the source image again.';
  // Whoever may not read a repository is told by some registries that there is none.
  if (!isOfEcr && [401, 403, 404].includes(status))
    return `Check the name of the image, and sign in to ${host} before this step (docker/login-action) if it is not public.`;
  if (status === 401 || status === 403)
    return "Add the permission to the role, as in the action's iam-policy.json; for another account's repository, to its repository policy as well.";
  if (status === 404) return 'Check the name of the repository and of the image, its account and its region.';
  return 'Check the reason above.';
}
