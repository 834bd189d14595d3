import type { YamlNode } from '../../../located-yaml/node.ts';
import { type CorsTemplate, corsCheck } from './cors.ts';
import { type HttpsTemplate, httpsCheck } from './https.ts';
import {
  type HealthTemplate,
  healthCheck,
  type LatencyTemplate,
  latencyCheck,
  type VersionTemplate,
  versionCheck,
} from './look.ts';
import { loop, type Round } from './loop.ts';
import { type RequestCheckTemplate, requestCheckKeys, requestCheckOf, requestMethods } from './request.ts';
import { type SecurityHeadersTemplate, securityHeadersCheck } from './security-headers.ts';
import { flag, integer, list, mapped, object, optional, type Shape, text, variants } from './shape/index.ts';
import { type SiteTemplate, siteCheck } from './site.ts';
import { type SpaTemplate, spaCheck } from './spa.ts';
import { type LoginTemplate, loginCheck, type UploadDownloadTemplate, uploadDownloadCheck } from './work.ts';

/** One entry below `checks`, as it was written. */
export interface Check {
  readonly name: string;
  readonly tags: readonly string[];
  readonly session: string | undefined;
  /** Runs once for each of these rounds; once where there are none. */
  readonly forEach: readonly Round[];
  readonly eventually: Eventually | undefined;
  /** Whether rolling back is a safe reaction to a failure of this check. */
  readonly safeToRollback: boolean;
  readonly subject: Subject;
  readonly node: YamlNode;
}

/** The subject of a check. */
export type Subject =
  | { readonly kind: 'request'; readonly request: RequestCheckTemplate }
  | { readonly kind: 'cors'; readonly cors: CorsTemplate }
  | { readonly kind: 'spa'; readonly spa: SpaTemplate }
  | { readonly kind: 'site'; readonly site: SiteTemplate }
  | { readonly kind: 'health'; readonly health: HealthTemplate }
  | { readonly kind: 'version'; readonly version: VersionTemplate }
  | { readonly kind: 'latency'; readonly latency: LatencyTemplate }
  | { readonly kind: 'login'; readonly login: LoginTemplate }
  | { readonly kind: 'upload-download'; readonly uploadDownload: UploadDownloadTemplate }
  | { readonly kind: 'https'; readonly https: HttpsTemplate }
  | { readonly kind: 'security-headers'; readonly securityHeaders: SecurityHeadersTemplate };

/** How long a check may take to hold, and how often in a row it must. */
export interface Eventually {
  readonly withinSeconds: number;
  readonly consecutive: number;
  readonly everyMilliseconds: number;
  readonly maxEveryMilliseconds: number;
}

const eventually: Shape<Eventually> = mapped(
  object(
    {
      'within-seconds': optional(integer({ min: 1, max: 3600 }, 'Deadline. Default: 60.')),
      consecutive: optional(
        integer({ min: 1, max: 100 }, 'So many times in a row, each over a new connection. Default: 1.'),
      ),
      'every-ms': optional(
        integer({ min: 10, max: 60_000 }, 'First pause between attempts; it grows by half. Default: 500.'),
      ),
      'max-every-ms': optional(integer({ min: 10, max: 60_000 }, 'Longest pause. Default: 5000.')),
    },
    'Repeats the check until it holds.',
  ),
  (given) => ({
    withinSeconds: given['within-seconds'] ?? 60,
    consecutive: given.consecutive ?? 1,
    everyMilliseconds: given['every-ms'] ?? 500,
    maxEveryMilliseconds: given['max-every-ms'] ?? 5000,
  }),
);

const everyCheck = {
  name: text('What is checked, as reports show it.'),
  tags: optional(list(text('A tag.', /^[\w-]+$/), 'The input `tags` chooses checks by these.')),
  session: optional(text('Whose cookies are sent and kept. Without it: none.')),
  'for-each': optional(loop),
  eventually: optional(eventually),
  'safe-to-rollback': optional(
    flag('Whether a failure of this check may lead to a rollback to the previous release. Default: true.'),
  ),
};

interface EveryCheck {
  readonly name: string;
  readonly tags?: readonly string[] | undefined;
  readonly session?: string | undefined;
  readonly 'for-each'?: Check['forEach'] | undefined;
  readonly eventually?: Eventually | undefined;
  readonly 'safe-to-rollback'?: boolean | undefined;
}

export const check: Shape<Check> = variants(
  [
    {
      keys: requestMethods,
      shape: mapped(
        object({ ...everyCheck, ...requestCheckKeys }, 'Sends one request and checks the response.'),
        (given, node) => checkOf(given, { kind: 'request', request: requestCheckOf(given) }, node),
      ),
    },
    {
      keys: ['cors'],
      shape: mapped(
        object({ ...everyCheck, cors: corsCheck }, 'Checks which origins may call a resource.'),
        (given, node) => checkOf(given, { kind: 'cors', cors: given.cors }, node),
      ),
    },
    {
      keys: ['spa'],
      shape: mapped(
        object({ ...everyCheck, spa: spaCheck }, 'Checks a single-page app and all its assets.'),
        (given, node) => checkOf(given, { kind: 'spa', spa: given.spa }, node),
      ),
    },
    {
      keys: ['site'],
      shape: mapped(
        object({ ...everyCheck, site: siteCheck }, 'Checks pages of a site and all that they load.'),
        (given, node) => checkOf(given, { kind: 'site', site: given.site }, node),
      ),
    },
    {
      keys: ['health'],
      shape: mapped(object({ ...everyCheck, health: healthCheck }, 'Checks that the API is well.'), (given, node) =>
        checkOf(given, { kind: 'health', health: given.health }, node),
      ),
    },
    {
      keys: ['version'],
      shape: mapped(
        object({ ...everyCheck, version: versionCheck }, 'Waits until the new version is served.'),
        (given, node) => checkOf({ eventually: rollout, ...given }, { kind: 'version', version: given.version }, node),
      ),
    },
    {
      keys: ['latency'],
      shape: mapped(object({ ...everyCheck, latency: latencyCheck }, 'Checks how fast it answers.'), (given, node) =>
        checkOf(given, { kind: 'latency', latency: given.latency }, node),
      ),
    },
    {
      keys: ['login'],
      shape: mapped(
        object({ ...everyCheck, login: loginCheck }, 'Signs in, and checks the cookie of the session.'),
        (given, node) => checkOf(given, { kind: 'login', login: given.login }, node),
      ),
    },
    {
      keys: ['upload-download'],
      shape: mapped(
        object(
          { ...everyCheck, 'upload-download': uploadDownloadCheck },
          'Checks that a file comes back as it was sent.',
        ),
        (given, node) => checkOf(given, { kind: 'upload-download', uploadDownload: given['upload-download'] }, node),
      ),
    },
    {
      keys: ['https'],
      shape: mapped(object({ ...everyCheck, https: httpsCheck }, 'Checks TLS and the redirect to it.'), (given, node) =>
        checkOf(given, { kind: 'https', https: given.https }, node),
      ),
    },
    {
      keys: ['security-headers'],
      shape: mapped(
        object(
          { ...everyCheck, 'security-headers': securityHeadersCheck },
          'Checks the headers by which a response protects its readers.',
        ),
        (given, node) => checkOf(given, { kind: 'security-headers', securityHeaders: given['security-headers'] }, node),
      ),
    },
  ],
  'One check.',
);

/** During a rollout, old and new are served. */
const rollout: Eventually = { withinSeconds: 120, consecutive: 3, everyMilliseconds: 500, maxEveryMilliseconds: 5000 };

function checkOf(given: EveryCheck, subject: Subject, node: YamlNode): Check {
  return {
    name: given.name,
    tags: given.tags ?? [],
    session: given.session,
    forEach: given['for-each'] ?? [{}],
    eventually: given.eventually,
    safeToRollback: given['safe-to-rollback'] ?? true,
    subject,
    node,
  };
}
