import { parseJsonObject } from '../domain/json.ts';
import type { Plan } from '../domain/plan.ts';
import { isSecretName } from '../domain/secret/secret-name.ts';
import { hasSecretShape, isPlainlyPublic } from '../domain/secret/secret-shape.ts';
import type { PortName } from '../lifecycle/ports.ts';
import type { DeploymentChange } from './change.ts';
import type { ImagesFacts } from './image.ts';
import type { NamedService } from './presence.ts';
import type { Entries } from './saving.ts';
import type { Deployable, DeploymentInputs, Observation, Target } from './target.ts';

/** What stood before a deployment, without what may be a secret. */
interface Saved {
  readonly entries: Entries;
  /** Names of entries whose values are not kept: what this deployment did not change still has them. */
  readonly hidden: readonly string[];
  /** Of these, those that it does change. */
  readonly lost: readonly string[];
  /** The images before and after. */
  readonly images: readonly (string | undefined)[];
}

/** What the saved text says of a service as it is now. */
export type Restoring<Observed> =
  | { readonly kind: 'restorable'; readonly observation: Observed }
  /** `why` is a sentence. */
  | { readonly kind: 'not restorable'; readonly why: string };

/** A configuration as a text, and the image that takes the place of its own. */
export interface SavedText {
  readonly text: string;
  readonly image?: string | undefined;
}

/** What a killed deployment needs to be put back by another process. */
export interface Restorable<Observed = unknown, Inputs = unknown> {
  /** Undefined for a service that is created: nothing stood before. */
  save(step: {
    readonly inputs: Inputs;
    readonly observation: Observed;
    readonly plan: Plan<DeploymentChange>;
  }): SavedText | undefined;
  restore(now: Observed, saved: string): Restoring<Observed>;
}

export function restorableOf<
  I extends DeploymentInputs,
  N extends PortName,
  S extends NamedService,
  F extends ImagesFacts,
  C extends Deployable,
>(target: Target<I, N, S, F, C>): Restorable<Observation<S, F>, I> {
  const { saving } = target;
  return {
    save({ inputs, observation, plan }) {
      const before = target.present(observation);
      if (!before || !saving) return undefined;
      const images = [before.image, target.wanted(inputs, observation).image];
      const saved: Saved = { ...withoutSecrets(saving.entries(before), plan), images };
      return { text: JSON.stringify(saved), image: images[1] };
    },
    restore(now, text) {
      const saved = parseJsonObject(text) as Saved | undefined;
      const present = target.present(now);
      if (!saved || !present || !saving) return left('What stood before is not known.');
      if (!saved.images.includes(present.image)) return left('Somebody else has deployed since.');
      if (saved.lost.length > 0)
        return left(`The values before of ${saved.lost.join(', ')} were not kept, as they may be secrets.`);
      const current = saving.entries(present);
      const hidden = Object.fromEntries(saved.hidden.map((name) => [name, current[name]]));
      const configuration = saving.configuration({ ...saved.entries, ...hidden });
      return { kind: 'restorable', observation: saving.standing(now, configuration) };
    },
  };
}

function left(why: string): Restoring<never> {
  return { kind: 'not restorable', why };
}

function withoutSecrets(entries: Entries, { changes }: Plan<DeploymentChange>): Omit<Saved, 'images'> {
  const changed = new Set(changes.flatMap(({ fields }) => fields.map(({ field }) => field)));
  const hidden = Object.entries(entries).flatMap(([name, value]) => (mayBeShown(name, value) ? [] : [name]));
  const kept = Object.entries(entries).filter(([name]) => !hidden.includes(name));
  return { entries: Object.fromEntries(kept), hidden, lost: hidden.filter((name) => changed.has(name)) };
}

/**
 * Hidden is, of settings, what shows that it is a secret, and of variables, all that is not plainly public. ARNs of secrets are
 * none, and neither is a commit, which most apps have as a variable.
 */
function mayBeShown(entry: string, value: unknown): boolean {
  if (typeof value !== 'string' || entry.startsWith('secret ')) return true;
  const [, name] = /^env (.*)$/s.exec(entry) ?? [];
  if (name === undefined) return !isSecretName(entry) && !hasSecretShape(value);
  return isPlainlyPublic(name, value) || (/^[0-9a-f]{40}$/.test(value) && !isSecretName(name));
}
