import { defineAction } from '../action.ts';
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
  apply({ inputs, observation, plan: planned }, writers, readers, context) {
    const tools = {
      databases: { reader: readers.databases, writer: writers.databases },
      rds: { reader: readers.rds, writer: writers.rds },
      files: writers.files,
      processes: readers.processes,
    };
    return apply(inputs, observation, planned, tools, context);
  },
  report,
});
