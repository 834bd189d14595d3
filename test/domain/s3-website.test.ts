import { expect, test } from '@jest/globals';
import { s3WebsiteUrl } from '../../src/domain/s3-website.ts';

// https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
test.each([
  ['us-east-1', 'http://site.s3-website-us-east-1.amazonaws.com'],
  ['us-east-2', 'http://site.s3-website.us-east-2.amazonaws.com'],
  ['us-west-1', 'http://site.s3-website-us-west-1.amazonaws.com'],
  ['us-west-2', 'http://site.s3-website-us-west-2.amazonaws.com'],
  ['ca-central-1', 'http://site.s3-website.ca-central-1.amazonaws.com'],
  ['eu-west-1', 'http://site.s3-website-eu-west-1.amazonaws.com'],
  ['eu-west-2', 'http://site.s3-website.eu-west-2.amazonaws.com'],
  ['eu-central-1', 'http://site.s3-website.eu-central-1.amazonaws.com'],
  ['ap-northeast-1', 'http://site.s3-website-ap-northeast-1.amazonaws.com'],
  ['ap-northeast-2', 'http://site.s3-website.ap-northeast-2.amazonaws.com'],
  ['ap-south-1', 'http://site.s3-website.ap-south-1.amazonaws.com'],
  ['ap-southeast-1', 'http://site.s3-website-ap-southeast-1.amazonaws.com'],
  ['ap-southeast-2', 'http://site.s3-website-ap-southeast-2.amazonaws.com'],
  ['sa-east-1', 'http://site.s3-website-sa-east-1.amazonaws.com'],
  ['us-gov-east-1', 'http://site.s3-website.us-gov-east-1.amazonaws.com'],
  ['us-gov-west-1', 'http://site.s3-website-us-gov-west-1.amazonaws.com'],
  ['cn-north-1', 'http://site.s3-website.cn-north-1.amazonaws.com.cn'],
])('%s', (region, url) => {
  expect(s3WebsiteUrl('site', region)).toBe(url);
});
