import { compareVersions, isVersion, parseRelease } from './release.js';

it('orders versions as semver does', () => {
  const ordered = ['0.9.10', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta.2'];
  const all = [...ordered, '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.10.0', '2.0.0'];
  for (const [index, version] of all.entries()) {
    for (const [other, right] of all.entries()) {
      expect(Math.sign(compareVersions(version, right))).toBe(Math.sign(index - other));
    }
  }
});

it.each(['', '1', '1.2', '../1.2.3', '1.2.3/..', '1.2.3 ', 'v1.2.3', '1.2.3-'])(
  'takes %j for no version',
  (text) => {
    expect(isVersion(text)).toBe(false);
  },
);

it('reads a release, or nothing', () => {
  expect(parseRelease('{"version":"1.2.3","platform":"linux-arm64"}')).toEqual({
    version: '1.2.3',
    platform: 'linux-arm64',
  });
  for (const text of ['', '[]', 'null', '{"version":"..","platform":"x"}', '{"version":"1.2.3"}']) {
    expect(parseRelease(text)).toBeUndefined();
  }
});
