import { execFileSync } from 'node:child_process';

/** A program that brings a bucket up to date with a folder. */
export interface Tool {
  readonly name: string;
  readonly program: string;
  arguments(folder: string, bucket: string): readonly string[];
  environment(folder: string, bucket: string, endpoint: string): Readonly<Record<string, string>>;
}

/** The tools of this machine, ours first. What is not installed is left out. */
export function installedTools(dist: string): readonly Tool[] {
  return [ours(dist), ...others].filter(({ program }) => isInstalled(program));
}

export const reference = 'rclone tuned';

function ours(dist: string): Tool {
  return {
    name: 'sync-spa-s3',
    program: process.execPath,
    arguments: () => [`${dist}/sync-spa-s3.js`],
    environment: (folder, bucket) => ({
      ...{ INPUT_SOURCE: folder, INPUT_BUCKET: bucket, 'INPUT_WORKING-DIRECTORY': '.' },
      ...{ GITHUB_WORKSPACE: '/', GITHUB_SHA: '0'.repeat(40) },
    }),
  };
}

const nothing = () => ({});

const others: readonly Tool[] = [
  {
    name: 'aws s3 sync',
    program: 'aws',
    arguments: (folder, bucket) => ['s3', 'sync', folder, `s3://${bucket}`, '--only-show-errors'],
    environment: nothing,
  },
  {
    name: 'rclone',
    program: 'rclone',
    arguments: (folder, bucket) => ['copy', folder, `:s3:${bucket}`],
    environment: rcloneEnvironment,
  },
  {
    name: reference,
    program: 'rclone',
    arguments: (folder, bucket) => [
      ...['copy', folder, `:s3:${bucket}`, '--checksum', '--fast-list', '--transfers', '64', '--checkers', '64'],
      ...['--s3-no-head', '--s3-no-head-object', '--s3-no-check-bucket', '--s3-chunk-size', '8M'],
    ],
    environment: rcloneEnvironment,
  },
  {
    name: 's5cmd',
    program: 's5cmd',
    arguments: (folder, bucket) => ['--numworkers', '64', 'sync', `${folder}/`, `s3://${bucket}/`],
    environment: (_folder, _bucket, endpoint) => ({ S3_ENDPOINT_URL: endpoint }),
  },
  {
    name: 's3deploy',
    program: 's3deploy',
    arguments: (folder, bucket) => ['-source', folder, '-bucket', bucket, '-region', 'us-east-1', '-workers', '64'],
    environment: (_folder, _bucket, endpoint) => ({ AWS_ENDPOINT_URL: endpoint }),
  },
];

/** Its provider AWS would put the bucket into the host name, which loopback cannot resolve. */
function rcloneEnvironment(_folder: string, _bucket: string, endpoint: string): Readonly<Record<string, string>> {
  return {
    ...{ RCLONE_CONFIG: '/dev/null', RCLONE_S3_PROVIDER: 'Minio', RCLONE_S3_ENV_AUTH: 'true' },
    ...{ RCLONE_S3_REGION: 'us-east-1', RCLONE_S3_ENDPOINT: endpoint, RCLONE_S3_FORCE_PATH_STYLE: 'true' },
  };
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v "${program}"`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
