import type { FailureCause } from './diagnostics.ts';
import { exitCauses } from './exit-causes.ts';

/** What differs between the targets in the hints about known causes. */
export interface CauseWords {
  /** "App Runner" */
  readonly platform: string;
  /** What images must be for [linux/amd64]. */
  readonly imagePlatform?: string;
  /** Inputs and roles, as the action names them: "the access role", "the instance role". */
  readonly pullRole: string;
  readonly secretRole: string;
  /** Path of the HTTP health check, where there is one. */
  readonly healthCheckPath: string | undefined;
}

/** Causes that every platform shares, the precise ones first. */
export function failureCauses(words: CauseWords): readonly FailureCause[] {
  return [...causesOfPlatform(words), ...causesOfAnswers(words), ...causesOfApp, ...exitCauses, ...guesses(words)];
}

function causesOfPlatform({
  platform,
  imagePlatform = 'linux/amd64',
  pullRole,
  secretRole,
}: CauseWords): readonly FailureCause[] {
  return [
    {
      pattern:
        /exec format error|failed to copy the image|image manifest does not contain|no matching manifest|descriptor matching platform/i,
      hint: `${platform} runs ${imagePlatform} here: check the platforms of the build.`,
    },
    {
      pattern: /out of memory|out-of-memory|\bOOM|OutOfMemory|exit code:? 137|heap limit|^Killed$/i,
      hint: 'Give the service more `memory`.',
    },
    {
      pattern:
        /^(?=.*(?:secret|ssm|parameter))(?=.*(?:denied|not authorized|not found|fail|can'?t|ResourceInitializationError))/i,
      toldBy: 'platform',
      hint: `Check that ${secretRole} may read every ARN under \`secrets\` (and use its key).`,
    },
    {
      pattern: /failed to pull|CannotPullContainer|pull image|pull access denied/i,
      hint: `Check that the image is in the service's region and that ${pullRole} may pull it from its repository.`,
    },
    {
      pattern: /access role|\bassum\w{1,12} (?:access |the )?role|sts:AssumeRole/i,
      toldBy: 'platform',
      hint: `Check that the image is in the service's region and that ${pullRole} may pull it from its repository.`,
    },
  ];
}

/** What the health check was answered. */
function causesOfAnswers({ healthCheckPath = '/' }: CauseWords): readonly FailureCause[] {
  const path = healthCheckPath.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const answered = (status: string) =>
    new RegExp(`(?:GET|HEAD) ${path}(?:[ ?"].*)? ${status}\\b|health.*(?:code|status)[^0-9]{0,12}${status}\\b`, 'i');
  return [
    {
      pattern: answered('404'),
      hint: `The app answers 404 at ${healthCheckPath}: let \`health-check-path\` be a path that it serves.`,
    },
    {
      pattern: answered('40[13]'),
      hint: `The app asks for a login at ${healthCheckPath}: let \`health-check-path\` be a path that answers 200 without one.`,
    },
    {
      pattern: answered('30[1278]'),
      hint: `The app redirects at ${healthCheckPath}: let \`health-check-path\` be a path that answers 200 over plain HTTP.`,
    },
    {
      pattern: answered('5\\d\\d'),
      unless: /\b50[24]\b/,
      hint: `The app runs, and fails at ${healthCheckPath}: its log tells why.`,
    },
  ];
}

const causesOfApp: readonly FailureCause[] = [
  {
    pattern:
      /EADDRINUSE|address already in use|^(?=.*EACCES)(?=.*listen)|bind: permission denied|\bPort \d{1,5} was already in use/i,
    hint: 'The app cannot listen: check which port it takes, and that `port` is that one.',
  },
  {
    pattern:
      /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|\bENOTFOUND|connection refused|could not connect to server|can't connect to|can't reach database|no route to host|could not translate host|name or service not known/i,
    unless: /upstream|health/i,
    toldBy: 'app',
    hint: 'The app cannot reach another server, such as its database: check the address, the network of the service, and the security groups.',
  },
];

/** Where nothing else was seen. */
function guesses({ platform }: CauseWords): readonly FailureCause[] {
  return [
    {
      pattern: /health ?check|unhealthy|timed out|connection refused/i,
      isGuess: true,
      hint: `${platform} got no good answer of the app: check that it listens on \`port\` on 0.0.0.0 and that \`health-check-path\` answers 200 without a login.`,
    },
  ];
}
