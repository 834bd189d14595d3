import { UserError } from '../../../errors.ts';
import type { Run } from '../../../github/run.ts';
import type { Inputs } from '../contract.ts';

/** What GitHub must say of a run before its record counts. */
export interface Rules {
  /** "owner/name" */
  readonly repository: string;
  /** Name of the branch or tag that ran; `*` stands for any text. */
  readonly branch: string;
  /** The commit whose history must contain what is released: that of the run that asks. */
  readonly head: string;
  /** The branch whose history does as well, as it is now; without a name the default branch. */
  readonly laterOf?: { readonly branch: string | undefined };
  readonly recorders: readonly Recorder[];
}

/** A workflow file that may record releases. */
export interface Recorder {
  /** "owner/name/.github/workflows/deploy.yml" */
  readonly workflow: string;
  /** Whether it releases the commit that it runs on, and no other. */
  readonly releasesOwnCommit: boolean;
}

/** Our reusable workflows that record. */
const ours: Readonly<Record<string, Pick<Recorder, 'releasesOwnCommit'>>> = {
  'deploy.yml': { releasesOwnCommit: true },
  'deploy-many.yml': { releasesOwnCommit: true },
  'promote.yml': { releasesOwnCommit: false },
  'rollback.yml': { releasesOwnCommit: false },
  'apply-release.yml': { releasesOwnCommit: false },
};

export function rulesOf({ branch, workflows }: Pick<Inputs, 'branch' | 'workflows'>, run: Run): Rules {
  const { repository, head } = run;
  return { repository, head, branch: branch ?? ownBranch(run), recorders: recordersOf(workflows, run) };
}

/**
 * What is compared may be later than the run that asks: then the branch has it. A run of a tag has no branch of its own;
 * there the default branch must have what counts, whatever branch or tag has recorded it.
 */
export function rulesOfComparison(inputs: Pick<Inputs, 'branch' | 'workflows'>, run: Run): Rules {
  const own = branchOf(run);
  const { repository, head } = run;
  const branch = inputs.branch ?? own ?? '*';
  return { repository, head, branch, laterOf: { branch: own }, recorders: recordersOf(inputs.workflows, run) };
}

function branchOf({ ref }: Run): string | undefined {
  return /^refs\/heads\/(.+)$/.exec(ref)?.[1];
}

function ownBranch(run: Run): string {
  const branch = branchOf(run);
  if (branch !== undefined) return branch;
  const { ref } = run;
  throw new UserError({
    what: `The branch of the environment is not known: this run is one of ${ref === '' ? 'no ref' : ref}; nothing was changed.`,
    why: 'Only releases that were recorded on the branch of the environment count.',
    next: 'Give `branch`, with a * for any text (such as `v*` for tags), or start the run on the branch.',
  });
}

function recordersOf(workflows: readonly string[], { repository, actionRepository }: Run): readonly Recorder[] {
  const home = actionRepository === '' ? repository : actionRepository;
  return [
    ...Object.entries(ours).map(([file, rest]) => ({ workflow: `${home}/.github/workflows/${file}`, ...rest })),
    ...workflows.map((path) => ({
      workflow: path.startsWith('.github/') ? `${repository}/${path}` : path,
      releasesOwnCommit: false,
    })),
  ];
}
