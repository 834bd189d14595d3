import { defineAction } from '../../lifecycle/action.ts';
import { repositoryAccess } from '../repository-access.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['s3', 'gitHub'],
  observe: (inputs, { s3, gitHub }, context) => observe(inputs, s3, gitHub, context),
  plan,
  apply({ inputs, plan: { changes } }, { s3, gitHub }, context) {
    const repository = gitHub.reader.repository(repositoryAccess(inputs, context), context.signal);
    return apply(changes, inputs.bucket, s3.writer, repository, context);
  },
  report,
});
