import type { Conclusion, Step } from '../../lifecycle/action.ts';
import type { Outcome } from './apply.ts';
import type { contract } from './contract.ts';
import type { Observation } from './observe.ts';
import type { CommentChange } from './plan.ts';

type CommentStep = Step<typeof contract, Observation, CommentChange>;

/** Without a comment on the pull request, the summary has the whole content. */
export function report({ observation, plan }: CommentStep, outcome: Outcome | undefined): Conclusion<typeof contract> {
  const { content, pull, ours } = observation;
  const comment = outcome ?? ('refused' in ours ? ours : undefined);
  if (comment === undefined) return { outputs: { posted: false }, report: content };
  if ('refused' in comment) {
    const note = { kind: 'note', text: `Not posted as a comment: ${comment.refused}` } as const;
    return {
      outputs: { posted: false, changed: false },
      report: { ...content, sections: [...content.sections, note] },
    };
  }
  const { id, url } = comment;
  const isNew = plan.changes.length > 0;
  return {
    outputs: { posted: true, 'comment-id': id, 'comment-url': url },
    report: {
      title: `Comment on #${pull}`,
      status: isNew ? 'succeeded' : 'unchanged',
      result: isNew ? `${content.result} Posted as a comment.` : 'The comment is up to date.',
      facts: [['Comment', { text: content.title, url }]],
      sections: [],
    },
  };
}
