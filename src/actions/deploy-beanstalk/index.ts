import { defineAction } from '../../lifecycle/action.ts';
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
  apply: ({ inputs, observation, plan: { changes } }, { elasticBeanstalk, s3, bundles }, context) =>
    apply(
      inputs,
      observation,
      changes,
      { ...elasticBeanstalk, s3: s3.reader, s3Writer: s3.writer, bundles: bundles.writer },
      context,
    ),
  report,
});
