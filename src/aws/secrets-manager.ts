import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { UserError } from '../errors.ts';
import { awsErrorName, type ClientOptions, clientSettings, explained, failing } from './client.ts';

export interface SecretsReader {
  /** The text of a secret's current version, by name or ARN. Mask it and each of its fields first. */
  secretText(id: string, signal: AbortSignal): Promise<string>;
  /** When a secret was changed last: its value, or what is told of it. The value is not read. */
  changedAt(id: string, signal: AbortSignal): Promise<Date | undefined>;
}

const missingSecret =
  'Check its name, the region and the account. A secret that a template creates has no value until you set one.';

export function secretsManager(options: ClientOptions): { readonly reader: SecretsReader } {
  const client = new SecretsManagerClient(clientSettings(options));
  return {
    reader: {
      async changedAt(id, abortSignal) {
        const { LastChangedDate } = await client
          .send(new DescribeSecretCommand({ SecretId: id }), { abortSignal })
          .catch(failing(`Asking when the secret ${id} was changed`));
        return LastChangedDate;
      },
      async secretText(id, abortSignal) {
        const { SecretString } = await client
          .send(new GetSecretValueCommand({ SecretId: id }), { abortSignal })
          .catch((error) => {
            const next = awsErrorName(error) === 'ResourceNotFoundException' ? missingSecret : undefined;
            throw explained(error, `Reading the secret ${id}`, next);
          });
        if (SecretString !== undefined) return SecretString;
        throw new UserError({
          what: `The secret ${id} has no text.`,
          why: 'It is a binary secret.',
          next: 'Store it as text or JSON.',
        });
      },
    },
  };
}
