import { randomUUID } from 'node:crypto';
import type { EcsParts } from './parts.ts';
import type { EcsService } from './state.ts';

/** ECS keeps the last hundred. */
const kept = 100;

/** Adds a service event: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
export function tell({ clock }: Pick<EcsParts, 'clock'>, service: EcsService, message: string): void {
  service.events.unshift({
    id: randomUUID(),
    createdAt: clock.now(),
    message: `(service ${service.name}) ${message}`,
  });
  service.events.length = Math.min(service.events.length, kept);
}
