/** A rectangle on the screen, CSS pixels. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const CELL = 64;

/** Places taken on the screen, in a grid: who comes first keeps the place, nothing overlaps. */
export class LabelBoxes {
  private readonly cells = new Map<number, ScreenBox[]>();

  /** Takes the place and says true, unless somebody is there. */
  take(box: ScreenBox): boolean {
    if (this.taken(box)) return false;
    this.block(box);
    return true;
  }

  /** Takes the place whoever is there. */
  block(box: ScreenBox): void {
    for (const key of cellsOf(box)) {
      const cell = this.cells.get(key);
      if (cell === undefined) this.cells.set(key, [box]);
      else cell.push(box);
    }
  }

  private taken(box: ScreenBox): boolean {
    for (const key of cellsOf(box)) {
      if (this.cells.get(key)?.some((other) => touch(box, other))) return true;
    }
    return false;
  }
}

function* cellsOf({ left, top, right, bottom }: ScreenBox): Generator<number> {
  for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) {
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++) {
      yield row * 10_000 + column;
    }
  }
}

function touch(a: ScreenBox, b: ScreenBox): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
