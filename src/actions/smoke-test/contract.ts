import {
  choice,
  defineContract,
  flag,
  integer,
  lines,
  pairs,
  parsed,
  refused,
  text,
  value,
  values,
} from '../../contract/index.ts';
import { routings } from '../../domain/routing.ts';
import { parseSecretSource } from '../../domain/secret/secret-source.ts';
import { withoutSlashAtEnd } from '../../domain/web-address.ts';

export const contract = defineContract({
  name: 'smoke-test',
  title: 'Smoke test a deployment',
  description:
    'Verifies a deployment: the right version is being served, and it works. One YAML suite of HTTP checks with sessions, CORS, single-page app and clean-up.',
  inputs: {
    suite: lines({
      description:
        'Suites: YAML files, folders or globs, relative to the workspace. Each has its own sessions and variables. Needed unless `command` or `site-only` is given.',
    }),
    'api-url': value('an http(s) address', parseAddress, {
      description: 'Address of the API: `${API}` in suites, without a slash at its end.',
    }),
    'site-url': value('an http(s) address', parseAddress, {
      description: 'Address of the site: `${SITE}` in suites; `${SITE_ORIGIN}` is its origin.',
    }),
    'service-url': value('an http(s) address', parseAddress, {
      description:
        'Address of the service itself, where `api-url` is a domain in front of it; for `command`. The chain fills it in.',
    }),
    version: text({
      description: 'The version that the deployment must report, usually the commit: `${VERSION}` in suites.',
    }),
    variables: pairs({
      description: "Values of the suites' variables, also for `command`. For secrets, take `secrets-from`.",
    }),
    'secrets-from': values('a Secrets Manager id or NAME=ENVIRONMENT_VARIABLE', parseSecretSource, {
      description:
        'Secret variables: a Secrets Manager name or ARN whose JSON fields become variables, or `NAME=ENV` to take one from an environment variable.',
    }),
    command: text({
      description:
        'Tests of your own, such as `npx playwright test`, after the checks and only where these have passed. Run by bash as GitHub runs `run:`, with SITE_URL, API_URL, SERVICE_URL, VERSION and `variables` in its environment. A dry run does not run it. What it starts can find the credentials of the job.',
    }),
    'command-secrets': values('a Secrets Manager id or NAME=ENVIRONMENT_VARIABLE', parseSecretSource, {
      description: 'Secret variables for the environment of `command`, as `secrets-from` names those of the suites.',
    }),
    'command-timeout-minutes': integer(
      { min: 1, max: 180 },
      { description: 'Time limit of `command`; passing it is a failure.', default: '15' },
    ),
    'site-only': flag({
      description:
        'Looks at the site alone: at the page at `site-url` and at all that it loads. Suites and `command` are left out. For previews.',
      default: 'false',
    }),
    routing: choice(routings, {
      description:
        'What checks of kind `site` expect of a page that does not exist: with pages a 404, with app the entry page. Left out: nothing, but a note where the site has a 404.html that nobody sees. The chain knows what the other sections say.',
    }),
    tags: lines({
      description: 'Run only checks with one of these tags, and the checks whose captures they use. Without it: all.',
    }),
    only: lines({
      description:
        'Run only checks whose name holds one of these texts, and the checks that they need, as for `tags`. Without it: all.',
    }),
    'deadline-seconds': integer(
      { min: 1, max: 7200 },
      { description: 'Deadline of all checks together; clean-up gets 60 seconds more.', default: '300' },
    ),
    concurrency: integer(
      { min: 1, max: 32 },
      {
        description:
          'Concurrent requests where order does not matter: checks that change nothing and share no session or captured value, and the assets of a site. 1: one check after the other.',
        default: '6',
      },
    ),
    'show-response-bodies': flag({
      description:
        'Show the content of responses when a check fails: in the log, the job summary and the reports. Only for test data; secrets stay hidden.',
      default: 'false',
    }),
    'report-dir': text({
      description:
        'Folder for `junit.xml` and `report.json`, relative to the workspace. Without it: a folder below `RUNNER_TEMP`.',
    }),
  },
  outputs: {
    passed: 'Number of checks that passed.',
    failed: 'Number of checks that failed, clean-up and `command` included.',
    'failed-checks': 'Their names, one per line.',
    'safe-to-rollback':
      'Whether rolling back to the previous release is of use: true only when a check, or `command`, saw the new release misbehave and no failed check is marked `safe-to-rollback: false`. It is always set; where the suite, a secret, a certificate or the network is at fault, it is false.',
    'report-path': 'Path of the report with all results (JSON).',
    'junit-path': 'Path of the results in JUnit format.',
  },
  less: {
    flag: 'site-only',
    is: true,
    unneeded: [
      ...['suite', 'api-url', 'service-url', 'version', 'variables', 'secrets-from', 'tags', 'only'],
      ...['command', 'command-secrets'],
    ],
  },
});

export type SmokeContract = typeof contract;

function parseAddress(given: string) {
  const url = URL.parse(given);
  if (!url || !/^https?:$/.test(url.protocol))
    return refused('it is not an address that starts with http:// or https://');
  if (url.username || url.password) return refused('it holds a user name or password');
  if (url.search || url.hash) return refused('it has a query or a fragment');
  return parsed(withoutSlashAtEnd(url.href));
}
