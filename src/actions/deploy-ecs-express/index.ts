import { deploymentAction } from '../../deployment/action.ts';
import { restorableOf } from '../../deployment/restorable.ts';
import { defineAction } from '../../lifecycle/action.ts';
import { contract } from './contract.ts';
import { target } from './target.ts';

export const action = defineAction({ contract, ...deploymentAction(target) });

export const restorable = restorableOf(target);
