import type { Restorable } from '../../../deployment/restorable.ts';
import type { Plan } from '../../../domain/plan.ts';
import { UserError } from '../../../errors.ts';
import { text } from '../handover.ts';
import { defineStage } from '../stage.ts';
import { image } from './image.ts';

const restorables: Readonly<Record<string, () => Promise<Restorable>>> = {
  'deploy-apprunner': async () => (await import('../../deploy-apprunner/index.ts')).restorable,
  'deploy-ecs-express': async () => (await import('../../deploy-ecs-express/index.ts')).restorable,
  'deploy-beanstalk': async () => (await import('../../deploy-beanstalk/index.ts')).restorable,
};

export const backend = defineStage({
  name: 'backend',
  title: 'Backend',
  actions: {
    'deploy-apprunner': async () => (await import('../../deploy-apprunner/index.ts')).action,
    'deploy-ecs-express': async () => (await import('../../deploy-ecs-express/index.ts')).action,
    'deploy-beanstalk': async () => (await import('../../deploy-beanstalk/index.ts')).action,
  },
  after: [image],
  handOver: (outputs) => ({ serviceUrl: text(outputs['service-url']) }),
  variable: {
    name: 'SERVICE_URL',
    // https://www.rfc-editor.org/rfc/rfc2606#section-2
    placeholder: 'https://service-to-be-created.invalid',
    value: ({ serviceUrl }) => serviceUrl,
  },
  ownInput: 'image',
  defaults: (_, { sizes = [] } = {}) => Object.fromEntries(sizes.map(({ name, value }) => [name, value])),
  inputs: (handover, { managedVariables, rollbackOnFailure }) => ({
    image: handover.image,
    'managed-variables': managedVariables.length > 0 ? managedVariables.join('\n') : undefined,
    'rollback-on-failure': rollbackOnFailure ? undefined : 'false',
  }),
  hasPlaceholder: ({ upcoming }) => upcoming !== undefined,
  outputs: { image: 'image', 'previous-image': 'previous-image', 'service-url': 'service-url', sizes: 'sizes' },
  rollback: {
    byItself: true,
    previous({ plan }, { outputs }) {
      const version = text(outputs['previous-image']);
      return version === undefined && isCreated(plan)
        ? { kind: 'none', why: 'the backend was created by this run.' }
        : { kind: 'found', version };
    },
    // The action has observed the whole previous configuration and restores that.
    async step(applied, plan) {
      const { plan: now } = await plan(applied.inputs);
      // What is deployed again for another reason than a difference is as this run left it.
      if (now.changes.some(({ kind }) => kind !== 'redeploy')) throw changedByOthers(now.target);
      const [{ resource } = { resource: now.target }] = applied.plan.changes;
      return { ...applied, plan: { ...applied.plan, changes: [{ kind: 'rollback', resource, fields: [] }] } };
    },
    save: async (action, step) => (await restorables[action]?.())?.save(step),
    async observe(action, now, saved) {
      const restorable = await restorables[action]?.();
      return restorable?.restore(now, saved) ?? { kind: 'not restorable', why: 'Its target cannot be restored.' };
    },
    result: ({ outputs }) =>
      `The previous configuration was restored, with ${text(outputs['image']) ?? 'its source bundle'}.`,
    output: 'image',
  },
});

function isCreated({ changes }: Plan): boolean {
  return changes.some(({ kind }) => kind === 'create' || kind === 'rebuild');
}

function changedByOthers(target: string): UserError {
  return new UserError({
    what: `${target} was changed by somebody else after this deployment; it was not rolled back.`,
    next: 'Check its configuration, then deploy the release that you want.',
  });
}
