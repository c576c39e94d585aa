import { metresPerWorldUnit, toPosition, toWorld } from './mercator';

describe('mercator', () => {
  it('puts the null island in the middle', () => {
    expect(toWorld(0, 0).x).toBeCloseTo(128, 9);
    expect(toWorld(0, 0).y).toBeCloseTo(128, 9);
  });

  it('agrees with the tile numbers of others, in Hamm', () => {
    // Tile numbers by the formula of the OpenStreetMap wiki ("Slippy map tilenames").
    const { x, y } = toWorld(51.6739, 7.816);
    const radians = (51.6739 * Math.PI) / 180;
    expect(Math.floor((x * 2 ** 17) / 256)).toBe(Math.floor(((7.816 + 180) / 360) * 2 ** 17));
    expect(Math.floor((y * 2 ** 17) / 256)).toBe(
      Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** 17),
    );
  });

  it.each([
    [51.67, 7.81],
    [-33.9, 151.2],
    [84.9, -179.9],
  ])('comes back to %d, %d', (latitude, longitude) => {
    const back = toPosition(toWorld(latitude, longitude));
    expect(back.latitude).toBeCloseTo(latitude, 9);
    expect(back.longitude).toBeCloseTo(longitude, 9);
  });

  it('stays finite at the poles', () => {
    expect(toWorld(90, 0).y).toBeCloseTo(0, 6);
    expect(toWorld(-90, 0).y).toBeCloseTo(256, 6);
  });

  it('knows how large a pixel is', () => {
    // 156 543 m per pixel at zoom 0 on the equator, the usual figure.
    expect(metresPerWorldUnit(128)).toBeCloseTo(156_543.03, 1);
    expect(metresPerWorldUnit(toWorld(60, 0).y)).toBeCloseTo(156_543.03 / 2, 0);
  });
});
