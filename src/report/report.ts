/** How a step ended, or what a plan would do. */
export type Status = 'succeeded' | 'unchanged' | 'planned' | 'failed';

/** A text with the address that it leads to. */
export interface Link {
  readonly text: string;
  readonly url: string;
}

/** A text that is code as a whole: a path, a statement, a line of a log. */
export interface Code {
  readonly code: string;
}

/** A piece of a sentence. A text is plain, and the renderers escape it; what stands between two backticks in it is code. */
export type Span = string | number | Link | Code;

/** A value: one piece, or several that follow each other as they are. */
export type Cell = Span | readonly Span[];

/** The columns of a table: no more than a phone can show. */
export type Columns = readonly [string] | readonly [string, string] | readonly [string, string, string];

export type Section =
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly columns: Columns;
      readonly rows: readonly (readonly Cell[])[];
      /** Positions of the columns whose texts are code. */
      readonly code?: readonly number[];
      readonly collapsed?: boolean;
    }
  /** Lines as they were written: folded, unless they are what one has come to read. */
  | { readonly kind: 'log'; readonly title: string; readonly lines: readonly string[]; readonly isOpen?: boolean }
  | { readonly kind: 'note'; readonly text: string }
  /** What was done when, drawn to scale. */
  | { readonly kind: 'timeline'; readonly title: string; readonly bars: readonly Bar[] }
  /** The report of a part of the step: folded, or open where it failed. */
  | { readonly kind: 'part'; readonly report: Report };

/** One piece of work in a timeline. */
export interface Bar {
  readonly name: string;
  readonly begun: Date;
  readonly seconds: number;
  readonly ending: 'changed' | 'unchanged' | 'failed' | 'restored';
}

/** What somebody needs to know first of a failure. */
export interface Trouble {
  /** The reason, where it is known. */
  readonly why?: Cell | undefined;
  /** The first error that the failed part itself has told: a line of the app's log, a finding. */
  readonly firstError?: Cell | undefined;
  /** What serves now. */
  readonly serves?: Cell | undefined;
  /** What to do about it. */
  readonly next?: Cell | undefined;
}

/** The result of a run, from which a log, a job summary or a comment is rendered. */
export interface Report {
  /** "Deploy clinic-dev to App Runner" */
  readonly title: string;
  readonly status: Status;
  /** The result in one sentence, with its most important value. */
  readonly result: string;
  /** Of a failure. */
  readonly trouble?: Trouble | undefined;
  /** Name and value, most important first. */
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
  /** Errors with their line; the runner shows the first ten of a step. */
  readonly annotations?: readonly Annotation[];
  /** Whether it is left out of the job summary, because it tells nobody anything but that a value was read. */
  readonly isForLogOnly?: boolean;
}

export type Fact = readonly [name: string, value: Cell];

/** A remark on a line of a file of the repository, which GitHub shows beside it. */
export interface Annotation {
  readonly title: string;
  readonly message: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
}
