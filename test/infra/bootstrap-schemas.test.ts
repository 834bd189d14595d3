import { expect, test } from '@jest/globals';
import { verdictsOn } from '../oracles/iam-simulator/oracle.ts';
import { type ResourceSchema, resourceSchemas } from '../oracles/resource-schemas/oracle.ts';
import { describeWith } from '../support/requires.ts';
import { accountId, bootstrapStack, boundaryArn, clinic, policiesOf, templateTypes } from './environment-stacks.ts';
import { ownResources } from './own-resources.ts';
import { unpermitted } from './unpermitted.ts';

/** What the templates hold, and what they will: CloudFormation's role is made once, by hand. */
const network = [
  'VPC',
  'Subnet',
  'RouteTable',
  'SubnetRouteTableAssociation',
  'InternetGateway',
  'VPCGatewayAttachment',
];
const reach = ['Route', 'VPCEndpoint', 'SecurityGroup', 'SecurityGroupIngress', 'Instance', 'LaunchTemplate'];
const edge = [
  'Distribution',
  'OriginAccessControl',
  'Function',
  'KeyValueStore',
  'ResponseHeadersPolicy',
  'CachePolicy',
];
const types = [
  ...[...network, ...reach].map((name) => `AWS::EC2::${name}`),
  ...['AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBParameterGroup', 'AWS::SecretsManager::Secret'],
  ...[
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::IAM::Role',
    'AWS::IAM::RolePolicy',
    'AWS::IAM::InstanceProfile',
    'AWS::ECR::Repository',
  ],
  ...['AWS::AppRunner::VpcConnector', 'AWS::ElasticBeanstalk::Application', 'AWS::ElasticBeanstalk::Environment'],
  ...['AWS::Logs::LogGroup', 'AWS::CertificateManager::Certificate', 'AWS::Route53::RecordSet', 'AWS::SNS::Topic'],
  ...edge.map((name) => `AWS::CloudFront::${name}`),
  ...['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard', 'AWS::Lambda::Function', 'AWS::Scheduler::Schedule'],
];

const keys = {
  ...{
    'aws:ResourceTag/webapp': 'clinic-prod',
    'aws:RequestTag/webapp': 'clinic-prod',
    'ec2:CreateAction': 'CreateVpc',
  },
  'iam:PermissionsBoundary': boundaryArn,
  'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSElasticBeanstalkWebTier',
};

describeWith(['cfn-lint', 'iam-simulator'], "CloudFormation's role, by AWS's schemas of what it makes", () => {
  test('may make all that the templates hold, and the rest is named with its reason', () => {
    expect(types).toEqual(expect.arrayContaining([...templateTypes(['data', 'app', 'edge', 'monitoring'])]));
    const actions = permissionsOf(resourceSchemas(types));
    const policies = policiesOf(bootstrapStack({ HostedZoneId: 'Z1' }), 'CloudFormationRole');
    const found = verdictsOn(
      ownResources,
      actions.map((action) => ({ action, accountId, keys, policies })),
    );
    const refused = actions.filter((_, index) => {
      const own = (found[index] ?? []).map(({ verdict }) => verdict);
      return !own.includes('invalid.action') && !own.includes('Allowed');
    });
    // About resources that are no environment's own: they are only looked at.
    const looks = refused.filter((action) => /^(kms:DescribeKey|rds:DescribeDB\w+|route53:GetChange)$/.test(action));
    expect(refused.filter((action) => !looks.includes(action))).toEqual(
      [...Object.values(unpermitted).flat()].toSorted(),
    );
    expect(actions.length - refused.length).toBeGreaterThan(250);
  }, 300_000);

  test('what it tells apart by the tag is tagged when it is made', () => {
    const tagged = ['AWS::CertificateManager::Certificate', 'AWS::CloudFront::Distribution', 'AWS::EC2::VPC'];
    const schemas = resourceSchemas([...tagged, ...templateTypes(['data', 'app', 'edge', 'monitoring'])]);
    for (const [name, { tagging }] of Object.entries(schemas))
      if (/^AWS::(EC2|CloudFront|CertificateManager)::/.test(name) && tagging.tagProperty)
        expect({ name, tagging }).toMatchObject({ tagging: { tagOnCreate: true } });
    const { App, Environment } = clinic;
    expect(keys['aws:ResourceTag/webapp']).toBe(`${App}-${Environment}`);
  });
});

function permissionsOf(schemas: Readonly<Record<string, ResourceSchema>>): readonly string[] {
  const all = Object.values(schemas).flatMap(({ permissions }) => permissions);
  return [...new Set(all)].toSorted();
}
