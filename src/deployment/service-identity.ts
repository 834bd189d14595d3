import type { Arn } from '../domain/arn.ts';
import { UserError } from '../errors.ts';

/** Which service the inputs mean. */
export interface ServiceIdentity {
  readonly name: string;
  /** Where the inputs give it; such a service is never created. */
  readonly arn?: Arn | undefined;
  /** Where it is, within account and region: "the cluster default". */
  readonly within?: string;
  /** The inputs that name it: "`service`". */
  readonly inputs: string;
}

/** Fails when the ARN of a service is in another region than the job works in. */
export function demandRegion(noun: string, { arn }: ServiceIdentity, awsRegion: string | undefined): void {
  if (arn === undefined || awsRegion === undefined || arn.region === awsRegion) return;
  throw new UserError({
    what: `The ${noun} ${arn.text} is in ${arn.region}, but aws-region is ${awsRegion}; nothing was changed.`,
    next: 'Correct `service` or `aws-region`.',
  });
}

/** What the inputs say about a service that does not exist yet. */
interface Creation {
  readonly create: boolean;
  /** Whether there is anything that the new service could run. */
  readonly hasImage: boolean;
}

/** Fails when there is no service, and none can be created. */
export function demandCreation(noun: string, { name, arn, within, inputs }: ServiceIdentity, given: Creation): void {
  if (!given.create || arn)
    throw new UserError({
      what: `There is no ${noun} ${name} in ${within ? `${within} of ` : ''}this account and region.`,
      next: `Check ${inputs} and \`aws-region\`, or let \`create: true\` create one of that name.`,
    });
  if (!given.hasImage)
    throw new UserError({
      what: `The ${noun} ${name} cannot be created without an image.`,
      next: 'Give `image` as repository@digest.',
    });
}
