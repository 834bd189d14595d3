import { defineAction } from '../action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['bundles', 'ecr', 'elasticBeanstalk', 'iam', 's3'],
  observe,
  plan,
  apply: ({ inputs, observation, plan: { changes } }, writers, readers, context) =>
    apply(
      inputs,
      observation,
      changes,
      {
        ...{ reader: readers.elasticBeanstalk, writer: writers.elasticBeanstalk },
        ...{ s3: readers.s3, s3Writer: writers.s3, bundles: writers.bundles },
      },
      context,
    ),
  report,
});
