/**
 * What AWS's schemas ask for and CloudFormation's role does not get, and why. The schemas name the permissions of all properties
 * that a resource type has; the templates give few of them.
 */
export const unpermitted: Readonly<Record<string, readonly string[]>> = {
  'a role without the boundary would be out of bounds': ['iam:DeleteRolePermissionsBoundary'],
  'it makes buckets, and changes no object in them': [...['s3:DeleteObject', 's3:PutObject', 's3:PutObjectAcl']],
  'the keys are those of AWS, which all of an account may use through the service': [
    ...['kms:CreateGrant', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:RetireGrant'],
  ],
  'the template tags what it makes when it makes it, and the instance is a bastion': [
    ...[
      'ec2:AttachVolume',
      'ec2:DetachVolume',
      'ec2:ModifyPrivateDnsNameOptions',
      'elasticfilesystem:DescribeMountTargets',
    ],
    ...['s3files:ListMountTargets', 'ssm:CreateAssociation', 'ssm:DeleteAssociation', 'ssm:DescribeAssociation'],
    'ssm:ListAssociations',
  ],
  'the network has IPv4, the common tenancy, no VPN and no encryption control': [
    ...['ec2:AssociateSubnetCidrBlock', 'ec2:DisassociateSubnetCidrBlock', 'ec2:ModifyVpcTenancy'],
    ...['ec2:AttachVpnGateway', 'ec2:DetachVpnGateway', 'ec2:CreateVpcEncryptionControl'],
    ...['vpc-lattice:CreateServiceNetworkVpcEndpointAssociation', 'vpce:AllowMultiRegion'],
  ],
  'buckets have no tables': [
    ...['s3tables:CreateNamespace', 's3tables:CreateTable', 's3tables:CreateTableBucket', 's3tables:GetTable'],
    ...['s3tables:GetTableMetadataLocation', 's3tables:PutTableBucketPolicy', 's3tables:PutTableEncryption'],
    ...['s3tables:PutTablePolicy', 's3tables:UpdateTableMetadataLocation'],
  ],
  'log groups have a retention, and nothing that is the account’s': [
    ...['firehose:TagDeliveryStream', 'logs:CreateLogDelivery', 'logs:DeleteIndexPolicy', 'logs:DeleteResourcePolicy'],
    ...['logs:PutIndexPolicy', 'logs:PutResourcePolicy'],
  ],
  'distributions have no tenants, no VPC origins and no staging': [
    ...['cloudfront:CreateConnectionGroup', 'cloudfront:GetConnectionGroup', 'cloudfront:GetVpcOrigin'],
    'cloudfront:UpdateDistributionWithStagingConfig',
  ],
  'certificates are public ones': ['acm-pca:GetCertificate', 'acm-pca:IssueCertificate'],
  'the function is code of ours, without layers and signatures': [
    ...['lambda:GetCodeSigningConfig', 'lambda:GetLayerVersion', 'lambda:PassCapacityProvider'],
  ],
};
