import { partitionOf } from './partition.ts';

/** Regions whose website hosts have a hyphen before their name; all later ones have a dot. Source: https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints */
const withHyphen: ReadonlySet<string> = new Set([
  ...['us-east-1', 'us-west-1', 'us-west-2', 'us-gov-west-1', 'eu-west-1', 'sa-east-1'],
  ...['ap-northeast-1', 'ap-southeast-1', 'ap-southeast-2'],
]);

/** Where visitors find a bucket that is a website of its own, without a slash at the end: plain HTTP, as S3 speaks nothing else there. */
export function s3WebsiteUrl(bucket: string, region: string): string {
  const separator = withHyphen.has(region) ? '-' : '.';
  return `http://${bucket}.s3-website${separator}${region}.${partitionOf(region).dnsSuffix}`;
}
