/** What a file's statements have left in their session, which ends with the run. */
export interface SessionState {
  /** The positions of the statements that make the same again, in their order. */
  readonly repeat: readonly number[];
  /** What cannot be made again, by the name under which a statement would use it. */
  readonly lost: ReadonlyMap<string, Lost>;
}

export interface Lost {
  /** For people: "@c, which line 3 takes from data". */
  readonly what: string;
  /** Whether only a statement that names it can depend on it; else every statement may. */
  readonly usedByName: boolean;
}

/** Collects what a file leaves in its session. */
export class SessionNotes {
  #repeat: number[] = [];
  readonly #lost = new Map<string, Lost>();

  repeats(position: number): void {
    this.#repeat.push(position);
  }

  /** Statements from a position on are not repeated: their transaction was rolled back. */
  forgetsFrom(position: number): void {
    this.#repeat = this.#repeat.filter((each) => each < position);
  }

  loses(name: string, what: string, usedByName = false): void {
    this.#lost.set(name, { what, usedByName });
  }

  has(name: string): boolean {
    return this.#lost.has(name);
  }

  /** It was given back, or set to what can be had again. */
  settles(...names: readonly string[]): void {
    for (const name of names) this.#lost.delete(name);
  }

  settlesAll(kind: RegExp): void {
    for (const name of [...this.#lost.keys()]) if (kind.test(name)) this.#lost.delete(name);
  }

  get state(): SessionState {
    return { repeat: this.#repeat, lost: this.#lost };
  }
}
