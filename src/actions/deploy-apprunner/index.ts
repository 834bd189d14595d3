import { defineAction } from '../action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan, wantedConfiguration } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['appRunner', 'logs'],
  observe: (inputs, { appRunner }, context) => observe(inputs, appRunner, context),
  plan,
  apply(
    { inputs, observation: { service }, plan: { changes } },
    { appRunner: writer },
    { appRunner: reader, logs },
    context,
  ) {
    const deployment = {
      name: inputs.service,
      service,
      wanted: wantedConfiguration(inputs, service?.configuration),
      tags: Object.fromEntries(inputs.tags.map(({ name, value }) => [name, value])),
      changes,
      rollbackOnFailure: inputs.rollbackOnFailure,
      onBusy: inputs.onBusy,
    };
    return apply(deployment, { reader, writer, logs }, context);
  },
  report,
});
