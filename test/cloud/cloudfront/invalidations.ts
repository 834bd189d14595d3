import type { Clock } from '../core/clock.ts';
import { AwsError } from '../core/errors.ts';
import { checkQuantities } from './check-config.ts';
import { access, LOCATION, page } from './distributions.ts';
import { checkPaths, covers, isWildcard } from './invalidation-paths.ts';
import type { RestAnswer, RestOperation } from './rest-xml.ts';
import { type Distribution, type Distributions, findDistribution, type Invalidation, newId } from './state.ts';

const PATH = '/2020-05-31/distribution/*/invalidation';

/** How long invalidations take and how many paths may be under way. */
export interface InvalidationLimits {
  readonly clock: Clock;
  readonly milliseconds: number;
  readonly paths: number;
  readonly wildcards: number;
}

interface Batch {
  readonly CallerReference?: string;
  readonly Paths?: { readonly Quantity?: number; readonly Items?: readonly string[] };
}

/** CreateInvalidation, GetInvalidation and ListInvalidations. */
export function invalidationOperations(
  distributions: Distributions,
  limits: InvalidationLimits,
  pageSize: number,
): readonly RestOperation[] {
  return [
    {
      operation: 'CreateInvalidation',
      method: 'POST',
      path: PATH,
      bodyRoot: 'InvalidationBatch',
      access: ({ names }, { accountId }) => access('CreateInvalidation', accountId, names),
      perform({ names: [id = ''], body }, { accountId }) {
        const distribution = findDistribution(distributions, accountId, id);
        const invalidation = invalidate(distribution, body as Batch, limits);
        const location = `${LOCATION}${PATH.replace('*', id)}/${invalidation.id}`;
        return { ...answer(invalidation), status: 201, headers: { location } };
      },
    },
    {
      operation: 'GetInvalidation',
      method: 'GET',
      path: `${PATH}/*`,
      access: ({ names }, { accountId }) => access('GetInvalidation', accountId, names),
      perform({ names: [id = '', invalidationId] }, { accountId }) {
        const { invalidations } = findDistribution(distributions, accountId, id);
        const found = invalidations.find((each) => each.id === invalidationId);
        if (!found) throw new AwsError('NoSuchInvalidation', 'The specified invalidation does not exist.', 404);
        return answer(found);
      },
    },
    {
      operation: 'ListInvalidations',
      method: 'GET',
      path: PATH,
      access: ({ names }, { accountId }) => access('ListInvalidations', accountId, names),
      perform({ names: [id = ''], query }, { accountId }) {
        const { invalidations } = findDistribution(distributions, accountId, id);
        const summaries = invalidations.map(({ id: Id, created: CreateTime, status: Status }) => ({
          Id,
          CreateTime,
          Status,
        }));
        return { root: 'InvalidationList', value: page(summaries, query, pageSize) };
      },
    },
  ];
}

/** Starts an invalidation, or finds the one that the same caller reference has started before. */
function invalidate(distribution: Distribution, batch: Batch, limits: InvalidationLimits): Invalidation {
  const { callerReference, paths } = checkBatch(batch, limits);
  const before = distribution.invalidations.find((each) => each.callerReference === callerReference);
  if (before && sameItems(before.paths, paths)) return before;
  if (before)
    throw new AwsError(
      'InvalidationBatchAlreadyExists',
      'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution with other paths.',
      409,
    );
  checkQuota(distribution, paths, limits);
  const created = limits.clock.now();
  const invalidation: Invalidation = { id: newId('I'), created, callerReference, paths, status: 'InProgress' };
  distribution.invalidations = [invalidation, ...distribution.invalidations];
  limits.clock.after(limits.milliseconds, () => {
    distribution.edge.forget((cached) => paths.some((path) => covers(path, cached)));
    invalidation.status = 'Completed';
  });
  return invalidation;
}

function checkBatch(
  batch: Batch,
  limits: InvalidationLimits,
): { readonly callerReference: string; readonly paths: readonly string[] } {
  checkQuantities(batch.Paths);
  const paths = batch.Paths?.Items ?? [];
  if (!batch.CallerReference) throw new AwsError('InvalidArgument', 'The parameter CallerReference is required.');
  if (paths.length === 0) throw new AwsError('InvalidArgument', 'The parameter Paths must have at least one item.');
  if (paths.length > limits.paths)
    throw new AwsError('BatchTooLarge', 'Invalidation batch specified is too large.', 413);
  checkPaths(paths);
  return { callerReference: batch.CallerReference, paths };
}

/** Paths with and without a wildcard count apart: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
function checkQuota(distribution: Distribution, paths: readonly string[], limits: InvalidationLimits): void {
  const underWay = distribution.invalidations.filter(({ status }) => status === 'InProgress');
  const all = [...underWay.flatMap((each) => each.paths), ...paths];
  const wildcards = all.filter(isWildcard).length;
  if (wildcards > limits.wildcards && paths.some(isWildcard)) throw tooMany('wildcard invalidations');
  if (all.length - wildcards > limits.paths && !paths.every(isWildcard)) throw tooMany('invalidations');
}

function tooMany(what: string): AwsError {
  return new AwsError(
    'TooManyInvalidationsInProgress',
    `Processing your request will cause you to exceed the maximum number of in-progress ${what}.`,
  );
}

function sameItems(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify(left.toSorted()) === JSON.stringify(right.toSorted());
}

function answer({ id, created, callerReference, paths, status }: Invalidation): RestAnswer {
  return {
    root: 'Invalidation',
    value: {
      Id: id,
      Status: status,
      CreateTime: created,
      InvalidationBatch: {
        Paths: { Quantity: paths.length, Items: paths },
        CallerReference: callerReference,
      },
    },
  };
}
