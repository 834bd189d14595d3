import { defineGitHubContract, type InputsOf, integer, lines, text, values } from '../../contract/index.ts';
import { parsePlan } from '../../domain/plan.ts';

export const contract = defineGitHubContract({
  name: 'pr-comment',
  title: 'Show plans on a pull request',
  description: 'Show the planned changes on the pull request, in one comment that is kept up to date.',
  inputs: {
    header: text({
      description: 'Title of the comment. Each title has one comment. Left out: the app and the environment.',
    }),
    app: text({ description: 'Name of the app. Left out: `app` of the config file.' }),
    plans: values('plans (the output `plan` of an action)', parsePlan, {
      description: 'The plans: JSON, one plan per line.',
    }),
    'plan-files': lines({
      description:
        'Files of plans, for more plans than one input can hold: the file `plan` in the `outputs-folder` of an action, one path per line.',
    }),
    notes: lines({
      description:
        'Further lines of plain text. A line that ends in a web address, such as `Preview: https://…`, becomes a link.',
    }),
    'pull-request': integer(
      { min: 1, max: 1_000_000_000 },
      { description: 'Number of the pull request. Left out: the pull request of the run.' },
    ),
  },
  outputs: {
    'comment-id': 'Id of the comment; unset if it was not posted.',
    'comment-url': 'Web address of the comment; unset if it was not posted.',
    posted: 'Whether the comment was posted. If not, its content is in the job summary.',
  },
});

export type Inputs = InputsOf<typeof contract>;
