import type { Operations } from '../core/json-service.ts';
import type { CallContext } from '../core/service.ts';
import type { BeanstalkParts } from './parts.ts';
import { arnOf, invalid } from './state.ts';
import { templateView } from './views.ts';

interface Template {
  readonly ApplicationName?: string;
  readonly TemplateName?: string;
  readonly EnvironmentId?: string;
}

/** Saved configurations. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-configuration-savedconfig.html */
export function templateOperations({ store }: BeanstalkParts): Operations {
  const on =
    (action: string) =>
    ({ ApplicationName = '', TemplateName = '' }: Template, context: CallContext) => [
      {
        action: `elasticbeanstalk:${action}`,
        resource: arnOf(context, `configurationtemplate/${ApplicationName}/${TemplateName}`),
        conditions: { 'elasticbeanstalk:InApplication': arnOf(context, `application/${ApplicationName}`) },
      },
    ];
  return {
    CreateConfigurationTemplate: {
      access: on('CreateConfigurationTemplate'),
      perform({ ApplicationName = '', TemplateName = '', ...input }: Template, context: CallContext) {
        const application = store.application(context, ApplicationName);
        if (application.templates.has(TemplateName))
          throw invalid(`Configuration Template ${TemplateName} already exists.`);
        const { solutionStack, settings } = store.environment(context, input);
        application.templates.set(TemplateName, { solutionStack, settings });
        return templateView(application, TemplateName);
      },
    },
    DeleteConfigurationTemplate: {
      access: on('DeleteConfigurationTemplate'),
      perform({ ApplicationName = '', TemplateName = '' }: Template, context: CallContext) {
        store.application(context, ApplicationName).templates.delete(TemplateName);
      },
    },
  };
}
