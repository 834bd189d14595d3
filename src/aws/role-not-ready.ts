import { errorKind } from './error-kind.ts';

/**
 * What services say of a role that they cannot take on, each by words that stand together. IAM tells other services of a new role
 * some time after it was made, and has no code for it. Sources: the messages of App Runner (InvalidRequestException), ECS
 * (InvalidParameterException, ClientException, AccessDeniedException) and Elastic Beanstalk (InvalidParameterValue), as
 * https://github.com/hashicorp/terraform-provider-aws waits for them, for two minutes.
 */
const notAssumable: readonly (readonly RegExp[])[] = [
  [/error in assuming (?:instance|access) role/i],
  [/(?:unable to|cannot|could not|can't) assume (?:the )?(?:service(?: |-))?(?:linked )?role/i],
  [/AWS was not able to validate the provided access credentials/i],
  [/verify that the (?:ECS service )?role being passed/i],
  [/invalid IAM instance profile/i],
  [/instance profile/i, /does not exist/i],
];

/** Whether a call was refused because a service cannot take a role on: it may be so new that IAM has not told the service yet. */
export function isRoleNotReady(error: unknown): boolean {
  if (!(error instanceof Error) || !['invalid', 'denied'].includes(errorKind(error))) return false;
  return notAssumable.some((words) => words.every((each) => each.test(error.message)));
}
