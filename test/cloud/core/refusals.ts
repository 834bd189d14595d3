import { AwsError } from './errors.ts';

/** Why a call is turned away at the door, before the service itself looks at it. */
export type Refusal =
  | 'accessDenied'
  | 'missingSignature'
  | 'unknownKey'
  | 'invalidToken'
  | 'wrongSignature'
  | 'expiredToken';

/** The codes by which one protocol names the refusals; they differ between AWS's protocols. */
export type RefusalCodes = Readonly<Record<Refusal, string>>;

/** A call that the gatekeeper turns away; the service's protocol names the code. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, message: string) {
    super(message);
    this.refusal = refusal;
  }
}

/** https://docs.aws.amazon.com/apprunner/latest/api/CommonErrors.html */
export const jsonRefusals: RefusalCodes = {
  accessDenied: 'AccessDeniedException',
  missingSignature: 'MissingAuthenticationTokenException',
  unknownKey: 'UnrecognizedClientException',
  invalidToken: 'UnrecognizedClientException',
  wrongSignature: 'InvalidSignatureException',
  expiredToken: 'ExpiredTokenException',
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html; CloudFront (REST-XML) uses the same. */
export const queryRefusals: RefusalCodes = {
  accessDenied: 'AccessDenied',
  missingSignature: 'MissingAuthenticationToken',
  unknownKey: 'InvalidClientTokenId',
  invalidToken: 'InvalidClientTokenId',
  wrongSignature: 'SignatureDoesNotMatch',
  expiredToken: 'ExpiredToken',
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const s3Refusals: RefusalCodes = {
  accessDenied: 'AccessDenied',
  missingSignature: 'AccessDenied',
  unknownKey: 'InvalidAccessKeyId',
  invalidToken: 'InvalidToken',
  wrongSignature: 'SignatureDoesNotMatch',
  expiredToken: 'ExpiredToken',
};

/** The documented error of a refusal: 400 for what concerns the token (as S3 and the JSON protocol have it), 403 for the rest. */
export function refusalError({ refusal, message }: RefusedError, codes: RefusalCodes): AwsError {
  const status =
    codes !== queryRefusals && ['expiredToken', 'invalidToken', 'unknownKey'].includes(refusal) ? 400 : 403;
  return new AwsError(codes[refusal], message, codes === s3Refusals && refusal === 'unknownKey' ? 403 : status);
}
