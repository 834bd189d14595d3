import type { Finding } from '../expect/finding.ts';
import { shortJson } from '../expect/finding.ts';
import { parseJsonPath, valueAt } from '../expect/json-path.ts';
import { kindAndSize, typeAndSize } from '../expect/kind-and-size.ts';
import { jsonBody } from '../expect/response-body.ts';
import type { VersionTemplate } from '../suite/look.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { unreachable } from './request.ts';

/** Compares the version that is served with the one that was deployed. A version names nobody, so it is shown. */
export async function checkVersion(
  { url, path, equals }: VersionTemplate,
  { prober, connection }: Pick<AttemptContext, 'prober' | 'connection'>,
): Promise<Attempt> {
  const response = await prober.send({ method: 'GET', url, headers: [], timeoutMilliseconds: 30_000, connection });
  if (response.kind === 'unreachable') return attempt([unreachable(response)]);
  const body = jsonBody(response);
  if (response.status !== 200 || body === undefined) {
    const actual = `${response.status} with ${typeAndSize(response)}`;
    return attempt([finding('response', '200 with JSON', actual, `Let the app answer ${url} with its version.`)]);
  }
  const served = valueAt(body, parseJsonPath(path) ?? []);
  if (served === equals) return attempt([]);
  return attempt([differs(path, equals, served)]);
}

function differs(path: string, equals: string, served: unknown): Finding {
  if (typeof served !== 'string' || !/^[\w.+-]{1,80}$/.test(served)) {
    const advice =
      'Set the version in building the image, and let the app read it; see `build-args` and `environment-variables`.';
    return finding(path, shortJson(equals), kindAndSize(served, equals), advice);
  }
  const advice =
    'The release before is still served: look at the deploy step, and whether it was rolled back; a longer `eventually` gives a slow rollout time.';
  return finding(path, shortJson(equals), shortJson(served), advice);
}

function finding(subject: string, expected: string, actual: string, advice: string): Finding {
  return { at: ['version'], subject, expected, actual, advice };
}
