export type JsonObject = Readonly<Record<string, unknown>>;

/** The value that a text is as JSON, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object that a text is as JSON, or undefined where it is none, or another value. */
export function parseJsonObject(text: string): JsonObject | undefined {
  const value = parseJson(text);
  return isJsonObject(value) ? value : undefined;
}

/** Whether a value is an object with just these members, whose values are no objects. A value of outsiders may be nested deeper than a stack. */
export function hasMembers(value: unknown, members: object): boolean {
  const wanted = Object.entries(members).filter(([, member]) => member !== undefined);
  return (
    isJsonObject(value) &&
    Object.keys(value).length === wanted.length &&
    wanted.every(([name, member]) => Object.hasOwn(value, name) && value[name] === member)
  );
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
