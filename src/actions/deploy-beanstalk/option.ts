import type { OptionName, OptionSetting } from '../../domain/beanstalk.ts';

/** The value of an option; undefined where it has none. */
export function option(options: readonly OptionSetting[], namespace: string, name: string): string | undefined {
  return options.find((each) => isSame(each, { namespace, name }))?.value;
}

export function isSame(a: OptionName, b: OptionName): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}
