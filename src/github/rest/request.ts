import { setTimeout as wait } from 'node:timers/promises';
import { parseJson } from '../../domain/json.ts';
import { limitPause, otherPause } from './pace.ts';
import { type Refusal, refusal, unreachable } from './refusal.ts';

/** The repository that is asked about, and the token that asks. */
export interface RepositoryAccess {
  /** "owner/name" */
  readonly repository: string;
  readonly token: string;
}

export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the API's root, with its query, or the whole URL of a further page. */
  readonly path: string;
  readonly body?: object;
  /** Whether doing it twice is doing it once. A POST that is not is never sent again without a look at what became of it. */
  readonly repeatable?: boolean;
  /** Statuses that the caller deals with; every other one above 299 is thrown as a UserError. */
  readonly expects?: readonly number[];
  /** What the request is for, to begin an error's sentence: "Creating a deployment in dev". */
  readonly doing: string;
}

export interface RestAnswer extends Refusal {
  readonly body: unknown;
}

/** Asks GitHub's REST API: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
export type AskGitHub = (token: string, request: RestRequest, signal: AbortSignal) => Promise<RestAnswer>;

/** A request that may have been carried out: GitHub did not say. */
export class LostAnswer extends Error {
  override readonly name = 'LostAnswer';
}

const maxAttempts = 5;
const attemptMilliseconds = 30_000;

/** Makes the function that asks the API at this URL, again where that helps and never longer than the signal lets it. */
export function askingGitHub(apiUrl: string): AskGitHub {
  return async (token, request, signal) => {
    for (let tried = 1; ; tried++) {
      const answer = await attempt(apiUrl, token, request, signal);
      if (!(answer instanceof Error) && isFinal(answer, request)) return answer;
      const pause = answer instanceof Error ? undefined : limitPause(answer);
      if (pause === undefined && !mayRepeat(request)) throw new LostAnswer(request.doing, { cause: answer });
      if (pause === 'too long' || tried === maxAttempts) throw told(answer, request, tried);
      await wait(pause ?? otherPause(tried), undefined, { signal }).catch(() => {
        throw signal.reason;
      });
    }
  };
}

async function attempt(
  apiUrl: string,
  token: string,
  { method, path, body }: RestRequest,
  signal: AbortSignal,
): Promise<RestAnswer | Error> {
  signal.throwIfAborted();
  try {
    const response = await fetch(addressOf(path, apiUrl), {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
        'user-agent': 'aws-webapp-actions',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.any([signal, AbortSignal.timeout(attemptMilliseconds)]),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parseJson(text), message: messageIn(text) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A further page stands where GitHub says; the token goes to GitHub only. */
function addressOf(path: string, apiUrl: string): string {
  if (!/^https?:/.test(path)) return apiUrl.replace(/\/$/, '') + path;
  if (new URL(path).origin !== new URL(apiUrl).origin) throw new Error(`${path} is not GitHub's`);
  return path;
}

/** Whether asking again would change nothing; throws what cannot be helped. */
function isFinal(answer: RestAnswer, { expects = [], doing }: RestRequest): boolean {
  if (answer.status < 300) return true;
  if (answer.status >= 500 || limitPause(answer) !== undefined) return false;
  if (expects.includes(answer.status)) return true;
  throw refusal(answer, doing);
}

function mayRepeat({ method, repeatable }: RestRequest): boolean {
  return repeatable ?? method !== 'POST';
}

function told(answer: RestAnswer | Error, { doing }: RestRequest, tried: number): Error {
  return answer instanceof Error ? unreachable(answer, doing, tried) : refusal(answer, doing);
}

/** What GitHub says in words. Proxies answer in HTML, of which nothing is shown. */
function messageIn(text: string): string {
  const { message, errors } = (parseJson(text) ?? {}) as { readonly message?: unknown; readonly errors?: unknown };
  const details = Array.isArray(errors) ? errors.map((error) => JSON.stringify(error)).join(', ') : '';
  return [typeof message === 'string' ? message.replace(/\.$/, '') : '', details].filter((part) => part).join(': ');
}
