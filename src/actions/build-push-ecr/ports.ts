import type { Ports, ReadPorts } from '../../lifecycle/ports.ts';

/** What the plan is made from. */
export type ObservePorts = Pick<ReadPorts, 'ecr' | 'registry' | 'imageArchive' | 'imageBuilder'>;

/** What the plan is carried out with. */
export type ApplyPorts = Pick<Ports, 'ecr' | 'registry' | 'imageBuilder' | 'files'>;
