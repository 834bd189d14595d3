/** How a step ended, or what a plan would do. */
export type Status = 'succeeded' | 'unchanged' | 'planned' | 'failed';

/** A value with an optional link. Text is plain: the renderers escape it. */
export type Cell = string | number | { readonly text: string; readonly url: string };

export type Section =
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
      readonly collapsed?: boolean;
    }
  | { readonly kind: 'log'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'note'; readonly text: string }
  /** The report of a part of the step, folded. */
  | { readonly kind: 'part'; readonly report: Report };

/** The result of a run, from which a log, a job summary or a comment is rendered. */
export interface Report {
  /** "Deploy clinic-dev to App Runner" */
  readonly title: string;
  readonly status: Status;
  /** The result in one sentence, with its most important value. */
  readonly result: string;
  /** Name and value, most important first. */
  readonly facts: readonly (readonly [name: string, value: Cell])[];
  readonly sections: readonly Section[];
  /** Errors with their line; the runner shows the first ten of a step. */
  readonly annotations?: readonly Annotation[];
  /** Whether it is left out of the job summary, because it tells nobody anything but that a value was read. */
  readonly isForLogOnly?: boolean;
}

/** A remark on a line of a file of the repository, which GitHub shows beside it. */
export interface Annotation {
  readonly title: string;
  readonly message: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
}
