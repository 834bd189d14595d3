import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plan } from '../../../src/actions/invalidate-cloudfront/plan.ts';

const behaviors = [
  {
    pathPattern: '*',
    answersFolders: false,
    queriesInKey: false,
    hasViewerFunction: false,
    originPaths: [''],
    failovers: [],
  },
];
const distribution = { id: 'E1', arn: 'arn:E1', rootObject: undefined, errorPages: [], behaviors, hasCacheTags: true };
const inputs = {
  distributionId: ['E1'],
  domain: [],
  paths: [],
  tags: [],
  rewrites: [],
  routing: undefined,
  maxPaths: 10_000,
};

test('each call fits the quotas, and together they say everything once', () => {
  const count = fc.integer({ min: 0, max: 7_000 });
  const wildcards = fc.integer({ min: 0, max: 50 });
  fc.assert(
    fc.property(count, wildcards, (files, folders) => {
      const paths = [
        ...Array.from({ length: files }, (_, index) => `/file-${index}`),
        ...Array.from({ length: folders }, (_, index) => `/folder-${index}/*`),
      ];
      const { changes } = plan({ ...inputs, paths: [paths] }, [distribution]);
      for (const change of changes) {
        expect(change.paths.length).toBeLessThanOrEqual(3_000);
        expect(change.paths.filter((path) => path.endsWith('*')).length).toBeLessThanOrEqual(15);
        expect(change.paths.length).toBeGreaterThan(0);
      }
      expect(changes.flatMap((change) => change.paths).toSorted()).toEqual(paths.toSorted());
    }),
    { numRuns: 20 },
  );
});

test('tags stand beside paths, and are no wildcards whatever they end with', () => {
  const { changes } = plan({ ...inputs, paths: [['/a']], tags: ['html', 'b*', 'html'] }, [distribution]);
  expect(changes.map((change) => change.paths)).toEqual([['#b*', '#html', '/a']]);
});
