/** The text of an input and where it was written: `with:`, or a file and its line. */
export interface GivenInput {
  readonly text: string;
  readonly origin: string;
}

/** What was given for each input, by name; inputs left out (or empty) are absent. */
export type GivenInputs = ReadonlyMap<string, GivenInput>;
