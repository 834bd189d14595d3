/** A content under its headers. */
export interface Version {
  readonly sha256: string;
  readonly headers: Readonly<Record<string, string>>;
}
