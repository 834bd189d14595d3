import { counted } from '../../../report/counted.ts';
import type { Status } from '../../../report/report.ts';
import type { Inputs } from '../contract.ts';
import type { Outcome } from '../outcome.ts';
import { keyFacts, phaseSection, stepFact } from '../report.ts';
import type { BuildOnly } from './observe.ts';

/** There is no image to name: nothing was pushed, and nothing was changed. */
export function reportBuildOnly(inputs: Inputs, { content }: BuildOnly, outcome: Outcome | undefined) {
  return {
    outputs: { changed: false, skipped: false, 'source-key': content.sourceKey },
    report: {
      title: `Build of ${inputs.context}`,
      ...ended(counted(content.context.files, 'file'), outcome),
      facts: [...stepFact(outcome), ...keyFacts(content)],
      sections: phaseSection(outcome),
    },
    failure: outcome?.failure,
  };
}

function ended(what: string, outcome: Outcome | undefined): { readonly status: Status; readonly result: string } {
  if (outcome?.failure) return { status: 'failed', result: outcome.failure.message };
  return outcome
    ? { status: 'succeeded', result: `Built ${what}; nothing was pushed.` }
    : { status: 'planned', result: `Would build ${what} and push nothing.` };
}
