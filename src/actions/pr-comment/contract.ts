import { defineGitHubContract, type InputsOf, integer, lines, text, values } from '../../contract/index.ts';
import { parsePlan } from '../../domain/plan.ts';

export const contract = defineGitHubContract({
  name: 'pr-comment',
  title: 'Show plans on a pull request',
  description: 'Show on a pull request what deploying it would change, in one comment that is kept up to date.',
  inputs: {
    header: text({
      description: 'Title of the comment; one comment is kept for each. Left out: the app and the environment.',
    }),
    app: text({ description: 'Name of the app. Left out: `app` of the config file.' }),
    plans: values('plans (the output `plan` of an action)', parsePlan, {
      description: 'What would change: JSON, one plan per line.',
    }),
    notes: lines({
      description:
        'Further lines of plain text; one that ends in a web address, such as `Preview: https://…`, becomes a link.',
    }),
    'pull-request': integer(
      { min: 1, max: 1_000_000_000 },
      { description: 'Number of the pull request. Left out: the one that the run is for.' },
    ),
  },
  outputs: {
    'comment-id': 'Id of the comment; unset where it was not posted.',
    'comment-url': 'Web address of the comment; unset where it was not posted.',
    posted: 'Whether there is a comment; else its content is in the job summary.',
  },
});

export type Inputs = InputsOf<typeof contract>;
