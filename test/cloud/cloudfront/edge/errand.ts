import type { Readable } from 'node:stream';
import type { DistributionConfig, Origin } from '@aws-sdk/client-cloudfront';
import type { Clock } from '../../core/clock.ts';
import type { CachePolicies, ResponseHeadersPolicies } from '../policies.ts';
import type { Behavior } from './behavior.ts';
import type { AnswerHeaders } from './headers.ts';
import { askOrigin, type OpenOrigin, type OriginAnswer } from './origins.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** What one distribution's edge needs to know. */
export interface EdgeParts {
  readonly distributionArn: string;
  /** The configuration that is in force at this moment. */
  config(): DistributionConfig;
  readonly cachePolicies: CachePolicies;
  readonly responseHeadersPolicies: ResponseHeadersPolicies;
  /** The code of CloudFront functions, by ARN. */
  readonly functions: ReadonlyMap<string, string>;
  readonly openOrigin: OpenOrigin;
  readonly clock: Clock;
}

/** What the edge answers, and how its `X-Cache` header names the way there. */
export interface EdgeAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer | Readable;
  readonly xCache: 'Hit' | 'Miss' | 'RefreshHit' | 'Error' | 'FunctionGeneratedResponse';
}

/** An answer whose body is all there. */
export interface WholeAnswer extends EdgeAnswer {
  readonly body: Buffer;
}

/** A viewer's request on its way: under which behavior, and how to put it to its origin. */
export interface Errand {
  readonly parts: EdgeParts;
  readonly behavior: Behavior;
  readonly request: ViewerRequest;
  ask(conditions: Readonly<Record<string, string>>, body?: Readable): Promise<OriginAnswer>;
}

/** The request as it goes to an origin; a request for the root asks it for the default root object. */
export function errandOf(parts: EdgeParts, behavior: Behavior, request: ViewerRequest): Errand {
  const config = parts.config();
  const [origin, second] = originsOf(config, behavior.originId);
  if (!origin) throw new Error(`The distribution has no origin ${behavior.originId}.`);
  const path = request.path === '/' ? `/${config.DefaultRootObject ?? ''}` : request.path;
  const { distributionArn, openOrigin } = parts;
  return {
    parts,
    behavior,
    request,
    async ask(conditions, body) {
      const question = { behavior, distributionArn, conditions, request: { ...request, path } };
      const answer = await askOrigin(openOrigin, { ...question, origin, ...(body ? { body } : {}) });
      if (!second || !mayFailOver.includes(request.method) || !failoverCodes(config, behavior).includes(answer.status))
        return answer;
      answer.body.destroy();
      return askOrigin(openOrigin, { ...question, origin: second });
    },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
const mayFailOver = ['GET', 'HEAD', 'OPTIONS'];

/** An origin; or those of an origin group, the primary one first. */
function originsOf({ Origins, OriginGroups }: DistributionConfig, id: string): readonly Origin[] {
  const group = OriginGroups?.Items?.find(({ Id }) => Id === id);
  const ids = group?.Members?.Items?.map(({ OriginId }) => OriginId) ?? [id];
  return ids.flatMap((each) => Origins?.Items?.find(({ Id }) => Id === each) ?? []);
}

function failoverCodes({ OriginGroups }: DistributionConfig, { originId }: Behavior): readonly number[] {
  return OriginGroups?.Items?.find(({ Id }) => Id === originId)?.FailoverCriteria?.StatusCodes?.Items ?? [];
}
