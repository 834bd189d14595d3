import { describe, expect, test } from '@jest/globals';
import { networkAdvice } from '../../src/domain/network-advice.ts';

const failure = (facts: object) => Object.assign(new Error('failed'), facts);
const proxy = { HTTPS_PROXY: 'http://user:secret@proxy.corp:3128' };

describe('what to do about an error of the network', () => {
  test.each([
    ['an unknown authority', failure({ code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }), {}, /NODE_EXTRA_CA_CERTS/],
    [
      'the same inside an error of fetch',
      failure({ cause: failure({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
      {},
      /NODE_EXTRA_CA_CERTS/,
    ],
    ['a certificate of tomorrow', failure({ code: 'CERT_NOT_YET_VALID' }), {}, /^Set the runner's clock\.$/],
    [
      'a proxy that refuses fetch',
      failure({ code: 0, cause: failure({ code: 'UND_ERR_ABORTED' }) }),
      proxy,
      /HTTPS_PROXY/,
    ],
    ['a proxy that refuses', failure({ code: 'ERR_PROXY_TUNNEL' }), proxy, /HTTPS_PROXY/],
    [
      'a proxy that is down',
      failure({ code: 'ECONNREFUSED', address: '10.0.0.1', port: 3128 }),
      proxy,
      /^The proxy proxy\.corp:3128 does not answer/,
    ],
    [
      'one with several addresses',
      failure({ errors: [failure({ code: 'ETIMEDOUT', port: 3128 })] }),
      proxy,
      /^The proxy proxy\.corp:3128/,
    ],
    [
      'one without an address',
      failure({ code: 'ENOTFOUND', hostname: 'proxy.corp' }),
      proxy,
      /^The proxy proxy\.corp:3128/,
    ],
  ])('%s', (_, error, environment, advice) => {
    expect(networkAdvice(error, environment)).toMatch(advice);
    expect(networkAdvice(error, environment)).not.toContain('secret');
  });

  test.each([
    ['another host that is down', failure({ code: 'ECONNREFUSED', address: '10.0.0.2', port: 443 }), proxy],
    ['another name that does not exist', failure({ code: 'ENOTFOUND', hostname: 'app.corp' }), proxy],
    ['no proxy at all', failure({ code: 'ECONNREFUSED', port: 3128 }), {}],
    ['something else', new Error('bug'), proxy],
    ['nothing', undefined, proxy],
  ])('%s: nothing that the runner could do', (_, error, environment) => {
    expect(networkAdvice(error, environment)).toBeUndefined();
  });
});
