import { randomUUID } from 'node:crypto';
import { AwsError } from '../core/errors.ts';
import { jsonService } from '../core/json-service.ts';
import type { Access, Service } from '../core/service.ts';

/** A resource that a web ACL can protect. */
interface Protectable {
  readonly isReady: boolean;
}

/** What WAF needs of the rest of the cloud. */
export interface WafOutside {
  /** Undefined where there is none of this ARN. */
  resource(arn: string): Protectable | undefined;
}

/** AWS WAF, as far as web ACLs and App Runner services go together. */
export interface Waf extends Service {
  /** Makes a web ACL; the answer is its ARN. */
  webAcl(accountId: string, region: string, name: string): string;
  /** The web ACL that protects a resource. */
  of(resourceArn: string): string | undefined;
  associate(resourceArn: string, webAclArn: string): void;
}

interface ByResource {
  readonly ResourceArn: string;
}

interface Association extends ByResource {
  readonly WebACLArn: string;
}

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html */
export function wafService({ resource }: WafOutside): Waf {
  const webAcls = new Set<string>();
  const associations = new Map<string, string>();
  const required = (arn: string) => {
    const found = resource(arn);
    if (!found) throw nonexistent();
    return found;
  };
  return {
    ...jsonService('wafv2', '1.1', {
      AssociateWebACL: {
        access: ({ ResourceArn, WebACLArn }: Association) => [
          { action: 'wafv2:AssociateWebACL', resource: WebACLArn },
          { action: 'wafv2:AssociateWebACL', resource: ResourceArn },
          { action: 'apprunner:AssociateWebAcl', resource: ResourceArn },
        ],
        perform: ({ ResourceArn, WebACLArn }: Association) => {
          if (!/^arn:[^:]+:wafv2:[^:]+:\d{12}:regional\/webacl\//.test(WebACLArn))
            throw new AwsError('WAFInvalidParameterException', 'Error reason: The ARN is not valid, field: WEB_ACL');
          if (!webAcls.has(WebACLArn)) throw nonexistent();
          if (!required(ResourceArn).isReady) throw unavailable();
          associations.set(ResourceArn, WebACLArn);
        },
      },
      DisassociateWebACL: {
        access: (input: ByResource) => onService(['wafv2:DisassociateWebACL', 'apprunner:DisassociateWebAcl'], input),
        perform: ({ ResourceArn }: ByResource) => {
          if (!required(ResourceArn).isReady) throw unavailable();
          associations.delete(ResourceArn);
        },
      },
      GetWebACLForResource: {
        access: (input: ByResource) => [
          ...onService(['wafv2:GetWebACLForResource', 'apprunner:DescribeWebAclForService'], input),
          ...[associations.get(input.ResourceArn)]
            .filter((arn) => arn !== undefined)
            .map((arn) => ({ action: 'wafv2:GetWebACL', resource: arn })),
        ],
        perform: ({ ResourceArn }: ByResource) => {
          required(ResourceArn);
          const arn = associations.get(ResourceArn);
          return arn === undefined ? {} : { WebACL: { ARN: arn, Name: arn.split('/')[2], Id: arn.split('/')[3] } };
        },
      },
    }),
    webAcl(accountId, region, name) {
      const arn = `arn:aws:wafv2:${region}:${accountId}:regional/webacl/${name}/${randomUUID()}`;
      webAcls.add(arn);
      return arn;
    },
    of: (resourceArn) => associations.get(resourceArn),
    associate: (resourceArn, webAclArn) => associations.set(resourceArn, webAclArn),
  };
}

function onService(actions: readonly string[], { ResourceArn }: ByResource): readonly Access[] {
  return actions.map((action) => ({ action, resource: ResourceArn }));
}

function nonexistent(): AwsError {
  return new AwsError(
    'WAFNonexistentItemException',
    'AWS WAF couldn’t perform the operation because your resource doesn’t exist.',
  );
}

function unavailable(): AwsError {
  return new AwsError(
    'WAFUnavailableEntityException',
    'AWS WAF couldn’t retrieve the resource that you requested. Retry your request.',
  );
}
