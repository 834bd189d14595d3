import type { Operations } from '../core/json-service.ts';
import type { CallContext } from '../core/service.ts';
import { environmentAccess } from './environment-operations.ts';
import { tellerOf } from './events.ts';
import type { BeanstalkParts } from './parts.ts';
import { type Environment, invalid } from './state.ts';
import type { Named } from './store.ts';
import { environmentView } from './views.ts';

interface Swap {
  readonly SourceEnvironmentId?: string;
  readonly DestinationEnvironmentId?: string;
}

/** What exchanges, ends and empowers environments. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.CNAMESwap.html */
export function twinOperations(parts: BeanstalkParts): Operations {
  const { store } = parts;
  const on = (action: string) => (input: Named, context: CallContext) => [
    environmentAccess(store, action, input, context),
  ];
  return {
    SwapEnvironmentCNAMEs: {
      access: ({ SourceEnvironmentId = '', DestinationEnvironmentId = '' }: Swap, context) =>
        [SourceEnvironmentId, DestinationEnvironmentId].map((EnvironmentId) =>
          environmentAccess(store, 'SwapEnvironmentCNAMEs', { EnvironmentId }, context),
        ),
      perform({ SourceEnvironmentId = '', DestinationEnvironmentId = '' }: Swap, context: CallContext) {
        const one = store.environment(context, { EnvironmentId: SourceEnvironmentId });
        const other = store.environment(context, { EnvironmentId: DestinationEnvironmentId });
        for (const { name, status } of [one, other])
          if (status !== 'Ready')
            throw invalid(`Environment named ${name} is in an invalid state for this operation. Must be Ready.`);
        swap(parts, [one, other], context).catch((error: unknown) => {
          if (!parts.closing.aborted) throw error;
        });
      },
    },
    TerminateEnvironment: {
      access: on('TerminateEnvironment'),
      perform(input: Named, context: CallContext) {
        const environment = store.environment(context, input);
        terminate(parts, environment, context).catch((error: unknown) => {
          if (!parts.closing.aborted) throw error;
        });
        return environmentView(environment);
      },
    },
    CheckDNSAvailability: {
      access: () => [{ action: 'elasticbeanstalk:CheckDNSAvailability', resource: '*' }],
      perform: ({ CNAMEPrefix = '' }: { readonly CNAMEPrefix?: string }) => ({
        Available: store.isPrefixFree(CNAMEPrefix),
        FullyQualifiedCNAME: `${CNAMEPrefix}.localhost`,
      }),
    },
    DisassociateEnvironmentOperationsRole: {
      access: on('DisassociateEnvironmentOperationsRole'),
      perform(input: Named, context: CallContext) {
        store.environment(context, input).operationsRole = undefined;
      },
    },
    AssociateEnvironmentOperationsRole: {
      access: ({ OperationsRole = '', ...input }: Named & { readonly OperationsRole?: string }, context) => [
        environmentAccess(store, 'AssociateEnvironmentOperationsRole', input, context),
        { action: 'iam:PassRole', resource: OperationsRole },
      ],
      perform({ OperationsRole, ...input }: Named & { readonly OperationsRole?: string }, context: CallContext) {
        store.environment(context, input).operationsRole = OperationsRole;
      },
    },
  };
}

async function swap(parts: BeanstalkParts, [one, other]: readonly [Environment, Environment], context: CallContext) {
  const { milliseconds = 0, outcome } = parts.scripts.take(one, 'swap');
  const tell = (message: string) => {
    for (const each of [one, other]) tellerOf(each, parts.clock, context.requestId)('INFO', message);
  };
  const show = (status: Environment['status']) => {
    for (const each of [one, other]) each.status = status;
  };
  show('Updating');
  tell('swapEnvironmentCNAMEs is starting.');
  await parts.wait(milliseconds);
  if (outcome.kind !== 'fail') {
    parts.store.swap(one, other);
    tell(`Completed swapping CNAMEs for environments '${one.name}' and '${other.name}'.`);
  }
  show('Ready');
  if (outcome.kind === 'unwell') other.health = outcome.health;
}

async function terminate(parts: BeanstalkParts, environment: Environment, context: CallContext) {
  const { milliseconds = 0 } = parts.scripts.take(environment, 'terminate');
  environment.status = 'Terminating';
  tellerOf(environment, parts.clock, context.requestId)('INFO', 'terminateEnvironment is starting.');
  await parts.wait(milliseconds);
  const router = parts.store.router(environment);
  await router.current()?.stop();
  router.routeTo(undefined);
  environment.status = 'Terminated';
}
