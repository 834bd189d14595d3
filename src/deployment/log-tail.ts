/** Lines of a log or of a list of events, oldest first. */
export interface LogTail {
  readonly title: string;
  readonly lines: readonly string[];
  /** Whether the app itself wrote them. */
  readonly isOfApp?: true;
}
