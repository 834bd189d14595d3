import {
  AssociateWebACLCommand,
  DisassociateWebACLCommand,
  GetWebACLForResourceCommand,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import { awsErrorName, type ClientOptions, clientSettings, errorKind, explained } from './client.ts';

/** The web ACLs of resources of AWS WAF. */
export interface WebAcls {
  /** The ARN of the web ACL that protects a resource. */
  of(resourceArn: string, signal: AbortSignal): Promise<string | undefined>;
  /** Lets a web ACL protect a resource, in the place of any other; undefined: none. `busy`: the resource cannot be changed now. */
  set(resourceArn: string, webAcl: string | undefined, signal: AbortSignal): Promise<'done' | 'busy'>;
}

const permission = 'Add the permissions to the role, as in iam-policy-optional.json of the action.';

export function webAcls(options: ClientOptions): WebAcls {
  const client = new WAFV2Client(clientSettings(options));
  return {
    async of(resourceArn, abortSignal) {
      const command = new GetWebACLForResourceCommand({ ResourceArn: resourceArn });
      const { WebACL } = await client.send(command, { abortSignal }).catch((error) => {
        throw told(error, `Reading the web ACL of ${resourceArn}`);
      });
      return WebACL?.ARN;
    },
    async set(resourceArn, webAcl, abortSignal) {
      try {
        if (webAcl === undefined)
          await client.send(new DisassociateWebACLCommand({ ResourceArn: resourceArn }), { abortSignal });
        else
          await client.send(new AssociateWebACLCommand({ ResourceArn: resourceArn, WebACLArn: webAcl }), {
            abortSignal,
          });
        return 'done';
      } catch (error) {
        if (isBusy(error)) return 'busy';
        throw told(error, `Setting the web ACL of ${resourceArn}`);
      }
    },
  };
}

/** WAF says so while App Runner does something else to the service. */
function isBusy(error: unknown): boolean {
  return errorKind(error) === 'busy' || awsErrorName(error) === 'WAFUnavailableEntityException';
}

function told(error: unknown, doing: string): unknown {
  return explained(error, doing, errorKind(error) === 'denied' ? permission : undefined);
}
