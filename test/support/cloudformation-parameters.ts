import type { Parameter, Template } from './cloudformation-yaml.ts';

/** The parameters of a stack with their defaults; throws where a constraint is broken. */
export function parameterValues({ Parameters = {} }: Template, given: Readonly<Record<string, string>>) {
  const unknown = Object.keys(given).filter((name) => !(name in Parameters));
  const missing = Object.keys(Parameters).filter((name) => (given[name] ?? Parameters[name]?.Default) === undefined);
  if (unknown.length + missing.length > 0)
    throw new Error(`Parameters that are unknown: ${unknown.join(', ')}; missing: ${missing.join(', ')}`);
  return Object.fromEntries(
    Object.entries(Parameters).map(([name, parameter]) => {
      const value = given[name] ?? String(parameter.Default);
      for (const constraint of broken(parameter, value))
        throw new Error(`The parameter ${name} is not as its ${constraint} says: ${value}`);
      return [name, value];
    }),
  );
}

function broken(parameter: Parameter, value: string): readonly string[] {
  const { AllowedPattern, AllowedValues, MinLength = 0, MaxLength = 4096, MinValue, MaxValue } = parameter;
  const kept = {
    AllowedPattern: AllowedPattern === undefined || new RegExp(`^(?:${AllowedPattern})$`).test(value),
    AllowedValues: AllowedValues?.includes(value) ?? true,
    MinLength: value.length >= MinLength,
    MaxLength: value.length <= MaxLength,
    MinValue: MinValue === undefined || Number(value) >= MinValue,
    MaxValue: MaxValue === undefined || Number(value) <= MaxValue,
  };
  return Object.entries(kept).flatMap(([name, keeps]) => (keeps ? [] : [name]));
}
