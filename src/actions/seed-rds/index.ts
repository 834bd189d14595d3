import { defineAction } from '../../lifecycle/action.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { type Observation, observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';

export const action = defineAction({
  contract,
  needs: ['databases', 'environment', 'files', 'processes', 'rds', 'secrets'],
  observe,
  plan: (inputs, observation: Observation) => plan(inputs, observation),
  apply({ inputs, observation, plan: planned }, ports, context) {
    const tools = {
      databases: ports.databases,
      rds: ports.rds,
      files: ports.files.writer,
      processes: ports.processes.reader,
    };
    return apply(inputs, observation, planned, tools, context);
  },
  report,
});
