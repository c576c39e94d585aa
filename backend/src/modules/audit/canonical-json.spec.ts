import { canonicalJson } from './canonical-json.js';

describe('canonicalJson', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'null'],
    ['members in one order', { b: 1, a: 2, B: 3, é: 4 }, '{"B":3,"a":2,"b":1,"é":4}'],
    ['nested members too', [{ b: { d: 1, c: 2 }, a: [] }], '[{"a":[],"b":{"c":2,"d":1}}]'],
    // RFC 8785, 3.2.3: code units, not code points.
    [
      'code units',
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    // RFC 8785, appendix B.
    [
      'numbers',
      [1e21, 1e-7, -0, 333333333.33333329, 4.5, 2e-3],
      '[1e+21,1e-7,0,333333333.3333333,4.5,0.002]',
    ],
    ['missing members', { a: undefined, b: null }, '{"b":null}'],
    ['dates', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['texts', 'a"\\\n/é\u2028', '"a\\"\\\\\\n/é\u2028"'],
    [
      'what jsonb refuses',
      ['a\0b', '\ud83d', '\ude00x', '😀'],
      '["a\ufffdb","\ufffd","\ufffdx","😀"]',
    ],
    ['a member that is no prototype', JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
  ])('%s', (_, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it('is the same for what it makes', () => {
    const once = canonicalJson({ z: [1.5, { y: 'ü', x: null }], a: true });
    expect(canonicalJson(JSON.parse(once))).toBe(once);
  });

  it('takes no numbers that JSON does not have', () => {
    expect(canonicalJson([NaN, Infinity])).toBe('[null,null]');
    expect(() => canonicalJson({ n: 1n })).toThrow(TypeError);
  });
});
