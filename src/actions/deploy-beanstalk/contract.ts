import { choice, defineContract, type InputsOf, integer, text, value, values } from '../../contract/index.ts';
import { deploymentInputs, deploymentOutputs } from '../../deployment/inputs.ts';
import {
  parseEnvironmentName,
  parseHealthColor,
  parseInstanceCpu,
  parseInstanceMemory,
  parseOptionSetting,
} from '../../domain/beanstalk.ts';
import { environmentInputs } from './creation-inputs.ts';
import { strategyInputs } from './strategy-inputs.ts';

const environmentName = 'the name of an environment';

export const contract = defineContract({
  name: 'deploy-beanstalk',
  title: 'Deploy to AWS Elastic Beanstalk',
  description:
    'Deploy an image or a source bundle to Elastic Beanstalk, follow exactly this update to its end, and roll back when it fails.',
  inputs: {
    'environment-name': value(environmentName, parseEnvironmentName, { description: 'Name of the environment.' }),
    service: value(environmentName, parseEnvironmentName, {
      description: 'The same as `environment-name`, so that the section of another target fits.',
    }),
    application: text({
      description: "The application. Left out: the environment's; of one that is created, its name.",
    }),
    ...deploymentInputs,
    bundle: text({
      description: 'Folder of the application, or a .zip, .war or .jar file: for platforms other than Docker.',
    }),
    'version-label': text({
      description:
        'An application version that is there already. Giving `previous-version-label` of an earlier run is a rollback, also of a bundle.',
    }),
    platform: text({
      description:
        'Solution stack or platform ARN, or `latest`: the newest version of the branch that the environment is on. Left out: what the environment has; for one that is created with `image`, the newest Docker on Amazon Linux 2023.',
    }),
    ...strategyInputs,
    ...environmentInputs,
    cpu: value('CPU units such as 1024, or vCPU such as 1 vCPU', parseInstanceCpu, {
      description: 'CPU of an instance; with `memory` it chooses the smallest instance type that has both.',
    }),
    memory: value('MB or GB, such as 2048 or 2 GB', parseInstanceMemory, { description: 'Memory of an instance.' }),
    'instance-types': text({ description: 'EC2 instance types, comma-separated, instead of `cpu` and `memory`.' }),
    'instance-profile': text({ description: 'Instance profile of the instances: with its role they pull the image.' }),
    'service-role': text({ description: 'Service role of the environment.' }),
    'option-settings': values('namespace:OptionName=value', parseOptionSetting, {
      description: 'Further options of the configuration.',
    }),
    'accepted-health': values('Green, Yellow, Red or Grey', parseHealthColor, {
      description: 'Colours of health with which a deployment counts as good.',
      default: 'Green',
    }),
    'health-timeout-seconds': integer(
      { min: 0, max: 3_600 },
      { description: 'How long the health may take after the update to get there.', default: '300' },
    ),
    'on-cancel': choice(['leave', 'rollback'], {
      description:
        'Whether the update goes on when the job is cancelled, or Elastic Beanstalk aborts it and rolls back.',
      default: 'leave',
    }),
    bucket: text({ description: "Bucket for source bundles. Left out: Elastic Beanstalk's own in this account." }),
  },
  outputs: {
    ...deploymentOutputs,
    'previous-image': 'The image before this run. Empty for a bundle: `previous-version-label` names that.',
    'version-label': 'The application version that runs now.',
    'previous-version-label': 'The application version that ran before this run.',
    health: 'Colour of the health in the end.',
    'serving-environment': 'Name of the environment that serves now.',
    'idle-environment': 'With `strategy: blue-green`, the environment that does not serve: what was there before.',
  },
});

export type Inputs = InputsOf<typeof contract>;
