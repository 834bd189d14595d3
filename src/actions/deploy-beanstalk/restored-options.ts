import type { OptionSetting } from '../../domain/beanstalk.ts';
import { type OptionChanges, option, optionChanges } from './options.ts';

/** The options of an environment before a run, as the run wanted them, and as they are now. */
interface Options {
  readonly before: readonly OptionSetting[];
  readonly wanted: readonly OptionSetting[];
  readonly now: readonly OptionSetting[];
}

/** What takes back the changes of a run, and nothing else: an option that somebody else has set since stays as it is. */
export function restoring({ before, wanted, now }: Options): OptionChanges {
  const ours = optionChanges(before, wanted);
  const valueBefore = ({ namespace, name }: Omit<OptionSetting, 'value'>) => option(before, namespace, name);
  const valueNow = ({ namespace, name }: Omit<OptionSetting, 'value'>) => option(now, namespace, name);
  const stillOurs = ours.set.filter((setting) => isSameValue(valueNow(setting), setting.value));
  const removed = ours.remove.filter((name) => valueNow(name) === undefined);
  return {
    set: [...stillOurs, ...removed].flatMap(({ namespace, name }) => {
      const value = valueBefore({ namespace, name });
      return value === undefined ? [] : [{ namespace, name, value }];
    }),
    remove: stillOurs
      .filter((setting) => valueBefore(setting) === undefined)
      .map(({ namespace, name }) => ({ namespace, name })),
  };
}

/** Elastic Beanstalk gives lists back in another order, and flags in other letters. */
function isSameValue(a: string | undefined, b: string): boolean {
  return a !== undefined && plain(a) === plain(b);
}

function plain(value: string): string {
  return value
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .toSorted()
    .join(',');
}
