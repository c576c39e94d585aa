import { isMoving, moveTo, poseAt, standing } from './motion';

const pose = (x: number, courseDegrees?: number) => ({ x, y: 0, courseDegrees });

describe('motion', () => {
  it('goes evenly and arrives after a second', () => {
    const motion = moveTo(standing(pose(0, 0)), pose(0.01, 90), 5000);
    expect(poseAt(motion, 5000)).toEqual(pose(0, 0));
    expect(poseAt(motion, 5500).x).toBeCloseTo(0.005, 9);
    expect(poseAt(motion, 5500).courseDegrees).toBeCloseTo(45, 9);
    expect(isMoving(motion, 5999)).toBe(true);
    expect(isMoving(motion, 6000)).toBe(false);
    expect(poseAt(motion, 6000)).toEqual(pose(0.01, 90));
  });

  it('sets out from where it is drawn when news come on the way', () => {
    const first = moveTo(standing(pose(0)), pose(0.01), 0);
    const second = moveTo(first, pose(0.02), 500);
    expect(poseAt(second, 500).x).toBeCloseTo(0.005, 9);
    expect(poseAt(second, 1500).x).toBe(0.02);
  });

  it('jumps where nobody can have driven', () => {
    const motion = moveTo(standing(pose(0)), pose(1), 0);
    expect(isMoving(motion, 0)).toBe(false);
    expect(poseAt(motion, 0).x).toBe(1);
  });

  it.each([
    [350, 10, 0],
    [10, 350, 0],
    [0, 90, 45],
    [270, 180, 225],
  ])('turns from %d to %d by way of %d', (from, to, half) => {
    const motion = moveTo(standing(pose(0, from)), pose(0.001, to), 0);
    expect((poseAt(motion, 500).courseDegrees ?? -1) % 360).toBeCloseTo(half, 9);
  });

  it('takes a course as soon as there is one, and lets go of one that is gone', () => {
    expect(poseAt(moveTo(standing(pose(0)), pose(0.001, 90), 0), 1).courseDegrees).toBe(90);
    expect(poseAt(moveTo(standing(pose(0, 90)), pose(0.001), 0), 1).courseDegrees).toBeUndefined();
  });
});
