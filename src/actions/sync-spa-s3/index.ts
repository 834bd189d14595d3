import { defineAction } from '../../lifecycle/action.ts';
import { readersOf } from '../../lifecycle/ports.ts';
import { apply } from './apply.ts';
import { contract } from './contract.ts';
import { observe } from './observe.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';
import { forget } from './untold.ts';

export const action = defineAction({
  contract,
  needs: ['s3', 'tree', 'processes', 'random'],
  observe,
  plan,
  apply: (step, ports, context) => apply(step, ports.s3.writer, readersOf(ports), context),
  report,
  post: forget,
});
