import { choice, value } from '../../contract/index.ts';
import { parseCnamePrefix, parseEnvironmentName } from '../../domain/beanstalk.ts';
import { parseHealthCheckPath } from '../../domain/health-check-path.ts';

/** How a version comes to its users. */
export const strategyInputs = {
  strategy: choice(['in-place', 'blue-green'], {
    description:
      'Whether the environment that serves is updated, or a second one, which then gets the address: users meet the new version only when it is well, and going back takes seconds.',
    default: 'in-place',
  }),
  'green-environment-name': value('the name of an environment', parseEnvironmentName, {
    description:
      'With `blue-green`, the name of the second environment; the two take turns. Left out: `environment-name` and `-green`.',
  }),
  'cname-prefix': value('a prefix such as clinic-dev', parseCnamePrefix, {
    description:
      'First part of the host that users call: it is given to an environment that is created, and with `blue-green` it tells which of the two serves. Left out: of a new environment, its name and something random; with `blue-green`, `environment-name`.',
  }),
  'probe-path': value('a path such as /health', parseHealthCheckPath, {
    description:
      'With `blue-green`, a path that has to answer with 2xx at the URL of the new environment, three times in a row, before it gets the address. The runner must be able to reach it, over HTTP.',
  }),
  'old-environment': choice(['keep', 'terminate'], {
    description:
      'With `blue-green`, what becomes of the environment that served before: kept, it can serve again at once, and the next deployment goes there.',
    default: 'keep',
  }),
} as const;
