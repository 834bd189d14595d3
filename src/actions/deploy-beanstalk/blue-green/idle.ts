import type { OptionSetting } from '../../../domain/beanstalk.ts';
import { isSame } from '../option.ts';

/**
 * The options that the idle environment shall have: those that are wanted of the one that serves, but for what AWS has made for
 * each of them.
 */
export function idleOptions(
  wanted: readonly OptionSetting[],
  present: readonly OptionSetting[],
  given: readonly OptionSetting[],
): readonly OptionSetting[] {
  const isItsOwn = (option: OptionSetting) => isMadeForOne(option) && !given.some((each) => isSame(each, option));
  return [...wanted.filter((option) => !isItsOwn(option)), ...present.filter(isItsOwn)];
}

/** Security groups and parameters of the stack that Elastic Beanstalk makes for one environment, and shows among its options. */
function isMadeForOne({ namespace, name }: OptionSetting): boolean {
  return namespace === 'aws:cloudformation:template:parameter' || /^(Managed)?SecurityGroups?$/.test(name);
}

/** Tags that a new environment may have: those of AWS are its own. */
export function ownTags(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([name]) => !/^(?:aws:|elasticbeanstalk:|Name$)/.test(name)));
}
