import { awsErrorName, explained } from '../client.ts';

/** What to do about the refusals that S3 has names of its own for. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const nextSteps: readonly (readonly [refusals: RegExp, next: string])[] = [
  [
    /^NoSuchBucket$/,
    'Check the name of the bucket (`bucket`, or the output of the stack that it comes from), and that it has been made.',
  ],
  [
    /^(AccessDenied|AllAccessDisabled)$/,
    "Add the permission to the role, as in the action's iam-policy.json. If it is there: does the bucket's policy deny it, and is the bucket in this account?",
  ],
  [
    /^(PermanentRedirect|TemporaryRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/,
    "Set `aws-region` (`region` in the config file) to the bucket's.",
  ],
  [
    /^(InvalidAccessKeyId|InvalidToken|SignatureDoesNotMatch)$/,
    'Check the credentials step of this job: AWS does not know these credentials.',
  ],
  [/^RequestTimeTooSkewed$/, "Set the runner's clock."],
  [
    /^(NotImplemented|Http501)$/,
    'If this is a write on a condition (If-Match), the server cannot keep two deployments apart: give `lock: false`, and let one run at a time (concurrency).',
  ],
  [/^(SlowDown|ServiceUnavailable|Http503)$/, 'S3 kept throttling: lower `concurrency`, or run the job again later.'],
];

/** What to do about a refusal, by the name that S3 gives it. */
export function nextStepAfter(name: string): string | undefined {
  return nextSteps.find(([refusals]) => refusals.test(name))?.[1];
}

/** An error of S3 as a sentence about the call that failed; other errors pass through unchanged. */
export function refused(error: unknown, doing: string): unknown {
  return explained(error, doing, nextStepAfter(awsErrorName(error)));
}

/** Throws an error of S3 as `refused`: for what follows a promise. */
export function refusing(doing: string): (error: unknown) => never {
  return (error) => {
    throw refused(error, doing);
  };
}
