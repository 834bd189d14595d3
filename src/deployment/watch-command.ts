/** A command of the AWS CLI, in a region where that is known: `watchCommand('ecs list-services', region, '--cluster c')`. */
export function watchCommand(operation: string, region: string | undefined, options: string): string {
  return `aws ${operation}${region ? ` --region ${region}` : ''} ${options}`;
}
