import { type Arn, arnOf } from './arn.ts';
import type { Result } from './result.ts';

/** The ARN of a revision of a task definition, or `off`. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html */
export function parseTaskDefinition(text: string): Result<Arn | 'off'> {
  if (text === 'off') return { ok: true, value: 'off' };
  const arn = arnOf(text);
  return arn?.service === 'ecs' && arn.account && /^task-definition\/[A-Za-z0-9_-]{1,255}:\d+$/.test(arn.resource)
    ? { ok: true, value: arn }
    : { ok: false, reason: 'it is not like arn:aws:ecs:eu-west-1:111111111111:task-definition/clinic:7' };
}
