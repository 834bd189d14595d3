import type { FailureCause } from './diagnostics.ts';

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
export function failureCauses({
  platform,
  imagePlatform = 'linux/amd64',
  pullRole,
  secretRole,
  healthCheckPath,
}: CauseWords): readonly FailureCause[] {
  const path = (healthCheckPath ?? '/').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const answered = (status: string) =>
    new RegExp(`(?:GET|HEAD) ${path}(?:[ ?"].*)? ${status}\\b|health.*(?:code|status)[^0-9]{0,12}${status}\\b`, 'i');
  return [
    {
      pattern:
        /exec format error|failed to copy the image|image manifest does not contain|no matching manifest|exec user process/i,
      hint: `${platform} runs ${imagePlatform} here: check the platforms of the build.`,
    },
    {
      pattern: /out of memory|out-of-memory|\bOOM|OutOfMemory|exit code:? 137|heap limit/i,
      hint: 'Give the service more `memory`.',
    },
    {
      pattern:
        /^(?=.*(?:secret|ssm|parameter))(?=.*(?:denied|not authorized|not found|fail|can'?t|ResourceInitializationError))/i,
      hint: `Check that ${secretRole} may read every ARN under \`secrets\` (and use its key).`,
    },
    {
      pattern:
        /failed to pull|CannotPullContainer|pull image|access role|\bassum\w{1,12} (?:access )?role|sts:AssumeRole/i,
      hint: `Check that the image is in the service's region and that ${pullRole} may pull it from its repository.`,
    },
    {
      pattern: answered('404'),
      hint: `The app answers 404 at ${healthCheckPath ?? '/'}: let \`health-check-path\` be a path that it serves.`,
    },
    {
      pattern: answered('40[13]'),
      hint: `The app asks for a login at ${healthCheckPath ?? '/'}: let \`health-check-path\` be a path that answers 200 without one.`,
    },
    {
      pattern: /EADDRINUSE|address already in use|^(?=.*EACCES)(?=.*listen)/i,
      hint: 'The app cannot listen: check which port it takes, and that `port` is that one.',
    },
    {
      pattern: /health ?check|unhealthy|timed out/i,
      hint: 'Check that the app listens on `port` on 0.0.0.0 and that `health-check-path` answers 200 without a login.',
    },
  ];
}
