import { expect, test } from '@jest/globals';
import { proxiesOf } from '../../src/domain/proxies.ts';

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: '', https_proxy: '', NO_PROXY: 'localhost' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128' }, { https_proxy: 'http://proxy:3128/' }],
  [{ HTTP_PROXY: 'http://proxy:3128' }, { http_proxy: 'http://proxy:3128/' }],
  [
    { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:2', no_proxy: '.internal', NO_PROXY: 'other' },
    { https_proxy: 'http://lower:2/', no_proxy: '.internal' },
  ],
  [{ https_proxy: 'proxy.clinic.test:3128' }, { https_proxy: 'http://proxy.clinic.test:3128/' }],
  [{ https_proxy: 'user:pass@proxy:3128' }, { https_proxy: 'http://user:pass@proxy:3128/' }],
  [{ https_proxy: 'https://proxy' }, { https_proxy: 'https://proxy/' }],
  [{ https_proxy: 'socks5://proxy:1080' }, undefined],
])('%j: %j', (environment, proxies) => {
  expect(proxiesOf(environment)).toEqual(proxies);
});

test('what is no address is told by its name, as it may hold a password', () => {
  expect(() => proxiesOf({ HTTPS_PROXY: 'http://user:secret@proxy:99999' })).toThrow(
    'HTTPS_PROXY is not the address of a proxy. Set it to http://host:port.',
  );
});
