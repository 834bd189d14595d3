/** What is done to the tags of a resource. */
export interface TagChanges {
  readonly put: Readonly<Record<string, string>>;
  /** Names of tags that are there. */
  readonly removed: readonly string[];
}
