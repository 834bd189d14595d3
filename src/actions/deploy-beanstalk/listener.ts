import type { OptionSetting } from '../../domain/beanstalk.ts';
import type { Balancer } from './balancer.ts';

/** The HTTPS listener at port 443 with a certificate. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-elb.html */
export function httpsListener(certificate: string | undefined, balancer: Balancer): readonly OptionSetting[] {
  if (certificate === undefined) return [];
  return balancer === 'classic'
    ? settings('aws:elb:listener:443', {
        ...{ ListenerEnabled: 'true', ListenerProtocol: 'HTTPS', SSLCertificateId: certificate },
        ...{ InstancePort: '80', InstanceProtocol: 'HTTP' },
      })
    : settings('aws:elbv2:listener:443', {
        ...{ ListenerEnabled: 'true', Protocol: 'HTTPS', SSLCertificateArns: certificate },
      });
}

function settings(namespace: string, values: Readonly<Record<string, string>>): readonly OptionSetting[] {
  return Object.entries(values).map(([name, value]) => ({ namespace, name, value }));
}
