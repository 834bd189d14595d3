/** A service as every target's outputs and summary tell of it; what is not known (yet) is undefined. */
export interface Deployed {
  readonly name: string;
  readonly arn: string;
  readonly image: string | undefined;
  readonly url: string | undefined;
  /** What a person has to know who calls it. */
  readonly note?: string | undefined;
  readonly consoleUrl: string;
  readonly logsUrl: string | undefined;
}
