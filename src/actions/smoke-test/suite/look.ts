import { parseJsonPath } from '../expect/json-path.ts';
import { either, integer, mapped, object, optional, ruled, type Shape, text } from './shape/index.ts';

/** An API that is to be well, as it was written. */
export interface HealthTemplate {
  readonly url: string;
}

const address = text('An address that tells whether the API is well.');

export const healthCheck: Shape<HealthTemplate> = mapped(
  either(
    address,
    object({ url: address }, 'Where the API tells it.'),
    'Whether the API is well, as a load balancer asks.',
  ),
  (given) => (typeof given === 'string' ? { url: given } : given),
);

/** The version that is to be served, as it was written. */
export interface VersionTemplate {
  readonly url: string;
  /** Where it stands in the JSON response. */
  readonly path: string;
  readonly equals: string;
}

const path = ruled(text('Where it stands in the JSON response. Default: $.commit.', /^\$/), (given) =>
  parseJsonPath(given) ? undefined : `"${given}" is not a path to one value`,
);
const versionAddress = text('An address that tells the version.');

export const versionCheck: Shape<VersionTemplate> = mapped(
  either(
    versionAddress,
    object(
      { url: versionAddress, path: optional(path), equals: optional(text('Default: ${VERSION}.')) },
      'Where it is told.',
    ),
    'Waits until the new version is served, three times in a row.',
  ),
  (given) => {
    const { url, path: at, equals } = typeof given === 'string' ? { url: given } : given;
    return { url, path: at ?? '$.commit', equals: equals ?? '${VERSION}' };
  },
);

/** How fast an address must answer, as it was written. */
export interface LatencyTemplate {
  readonly url: string;
  readonly requests: number;
  readonly p95Milliseconds: number;
}

export const latencyCheck: Shape<LatencyTemplate> = mapped(
  object(
    {
      url: text('An address that changes nothing.'),
      'p95-ms': integer({ min: 1, max: 60_000 }, 'So many milliseconds, for 95 of 100 requests.'),
      requests: optional(integer({ min: 5, max: 500 }, 'So many requests, one after the other. Default: 20.')),
    },
    'Asks again and again, after one request that is not counted.',
  ),
  (given) => ({ url: given.url, requests: given.requests ?? 20, p95Milliseconds: given['p95-ms'] }),
);
