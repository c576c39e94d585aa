import { LabelBoxes } from './label-boxes';

const box = (left: number, top: number, width = 50, height = 16) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

describe('LabelBoxes', () => {
  it('gives a place once', () => {
    const boxes = new LabelBoxes();
    expect(boxes.take(box(0, 0))).toBe(true);
    expect(boxes.take(box(49, 15))).toBe(false);
    expect(boxes.take(box(50, 0))).toBe(true);
    expect(boxes.take(box(0, 16))).toBe(true);
  });

  it('sees neighbours across its cells, also left of and above the screen', () => {
    const boxes = new LabelBoxes();
    expect(boxes.take(box(-30, -10, 100))).toBe(true);
    expect(boxes.take(box(60, 0, 20))).toBe(false);
    expect(boxes.take(box(-40, -20, 20))).toBe(false);
  });

  it('blocks without asking', () => {
    const boxes = new LabelBoxes();
    boxes.take(box(0, 0));
    boxes.block(box(0, 0));
    expect(boxes.take(box(10, 10))).toBe(false);
  });
});
