/** A repository as the runner sees it: its full name (`owner/name`) and the folder that holds its files. */
export interface Repository {
  readonly name: string;
  readonly folder: string;
}
