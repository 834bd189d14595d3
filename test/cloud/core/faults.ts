import { AwsError } from './errors.ts';
import { RefusedError } from './refusals.ts';

/** What goes wrong with a call. `deny` answers AccessDenied, `reset` cuts the connection without an answer: before the call is carried out, or `afterwards`. */
export type Fault =
  | { readonly kind: 'throttle' }
  | { readonly kind: 'error'; readonly code: string; readonly message?: string; readonly status?: number }
  | { readonly kind: 'deny' }
  | { readonly kind: 'reset'; readonly afterwards?: true }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Something else happens first: the answer comes when it is done. */
  | { readonly kind: 'meanwhile'; readonly done: () => Promise<unknown> };

/** Which calls a fault hits: the first `skip` are spared, then `times` are hit (default: 1; Infinity: all). */
export interface FaultRule {
  readonly service: string;
  readonly operation?: string;
  readonly when?: (input: unknown) => boolean;
  readonly skip?: number;
  readonly times?: number;
  readonly fault: Fault;
}

export interface Faults {
  add(rule: FaultRule): void;
  clear(): void;
  /** The fault for this call, if one is due. */
  next(service: string, operation: string, input: unknown): Fault | undefined;
}

/** Faults scripted by a test, taken in the order in which they were added. */
export function scriptedFaults(): Faults {
  let rules: { readonly rule: FaultRule; seen: number }[] = [];
  return {
    add: (rule) => {
      rules = [...rules, { rule, seen: 0 }];
    },
    clear: () => {
      rules = [];
    },
    next(service, operation, input) {
      for (const entry of rules) {
        const { rule } = entry;
        if (
          rule.service !== service ||
          (rule.operation && rule.operation !== operation) ||
          rule.when?.(input) === false
        )
          continue;
        const position = entry.seen++ - (rule.skip ?? 0);
        if (position >= 0 && position < (rule.times ?? 1)) return rule.fault;
      }
      return undefined;
    },
  };
}

/** The documented error that a fault shows; S3 throttles with SlowDown and 503, the others with ThrottlingException and 400. */
export function faultError(service: string, fault: Fault): AwsError | RefusedError | undefined {
  switch (fault.kind) {
    case 'throttle':
      return service === 's3'
        ? new AwsError('SlowDown', 'Please reduce your request rate.', 503)
        : new AwsError(
            ['sts', 'rds', 'cloudformation', 'cloudfront', 'elasticbeanstalk'].includes(service)
              ? 'Throttling'
              : 'ThrottlingException',
            'Rate exceeded',
            400,
          );
    case 'error':
      return new AwsError(fault.code, fault.message ?? 'Scripted by the test.', fault.status ?? 400);
    case 'deny':
      return new RefusedError('accessDenied', 'User is not authorized to perform this action (scripted).');
    case 'reset':
    case 'delay':
    case 'meanwhile':
      return undefined;
  }
}
