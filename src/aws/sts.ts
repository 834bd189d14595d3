import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type ClientOptions, clientSettings, explained } from './client.ts';

/** Whose credentials these are. */
export interface CallerIdentity {
  /** 12 digits */
  readonly accountId: string;
  readonly arn: string;
}

export interface StsReader {
  callerIdentity(signal: AbortSignal): Promise<CallerIdentity>;
}

export function sts(options: ClientOptions): { readonly reader: StsReader } {
  const client = new STSClient(clientSettings(options));
  return {
    reader: {
      async callerIdentity(abortSignal) {
        try {
          const { Account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
          return { accountId: Account, arn: Arn };
        } catch (error) {
          throw explained(error, 'Asking AWS whose credentials these are (sts:GetCallerIdentity)');
        }
      },
    },
  };
}
