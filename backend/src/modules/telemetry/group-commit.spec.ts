import { StoreUnavailableError } from '../../ports/store-unavailable.js';
import { GroupCommit, IngestOverloadedError } from './group-commit.js';

/** A store that finishes each write when it is told to. */
class SlowStore {
  readonly writes: { items: readonly number[]; finish: (error?: Error) => void }[] = [];
  readonly group: GroupCommit<number, string>;

  constructor(limits: { inFlight?: number; perWrite?: number; waiting?: number } = {}) {
    const write = (items: readonly number[]): Promise<string[]> =>
      new Promise((resolve, reject) => {
        const results = items.map((item) => `stored ${item}`);
        this.writes.push({ items, finish: (error) => (error ? reject(error) : resolve(results)) });
      });
    this.group = new GroupCommit(write, {
      inFlight: 2,
      perWrite: 100,
      waiting: 100,
      weigh: (item) => item,
      ...limits,
    });
  }

  get written(): readonly (readonly number[])[] {
    return this.writes.map(({ items }) => items);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('GroupCommit', () => {
  it('lets what comes in one turn share a write, and gives each its own result', async () => {
    const store = new SlowStore();
    const results = [1, 2, 3].map((item) => store.group.submit(item));
    await turn();
    expect(store.written).toEqual([[1, 2, 3]]);
    store.writes[0]!.finish();
    expect(await Promise.all(results)).toEqual(['stored 1', 'stored 2', 'stored 3']);
  });

  it('has no more writes in flight than allowed; what comes meanwhile shares the next', async () => {
    const store = new SlowStore();
    for (const item of [1, 2, 3, 4]) {
      void store.group.submit(item);
      await turn();
    }
    expect(store.written).toEqual([[1], [2]]);
    store.writes[0]!.finish();
    await turn();
    expect(store.written).toEqual([[1], [2], [3, 4]]);
  });

  it('cuts groups by weight; a heavy one goes alone', async () => {
    const store = new SlowStore({ inFlight: 9, waiting: 1000 });
    for (const item of [60, 40, 1, 200, 5]) void store.group.submit(item);
    await turn();
    expect(store.written).toEqual([[60, 40], [1], [200], [5]]);
  });

  it('refuses when too much waits, and takes again when there is room', async () => {
    const store = new SlowStore({ inFlight: 1 });
    void store.group.submit(1);
    await turn();
    void store.group.submit(70);
    await expect(store.group.submit(31)).rejects.toBeInstanceOf(IngestOverloadedError);
    void store.group.submit(30);
    store.writes[0]!.finish();
    await turn();
    void store.group.submit(31);
    store.writes[1]!.finish();
    await turn();
    expect(store.written).toEqual([[1], [70, 30], [31]]);
  });

  it('fails all of a group when the store is away', async () => {
    const store = new SlowStore();
    const both = Promise.allSettled([store.group.submit(1), store.group.submit(2)]);
    await turn();
    store.writes[0]!.finish(new StoreUnavailableError());
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(store.writes).toHaveLength(1);
  });

  it('lets one item that spoils the write fail alone', async () => {
    const store = new SlowStore();
    const all = Promise.allSettled([1, 2, 3].map((item) => store.group.submit(item)));
    await turn();
    store.writes[0]!.finish(new Error('no such column'));
    for (const [index, error] of [undefined, new Error('it was me'), undefined].entries()) {
      await turn();
      store.writes[index + 1]!.finish(error);
    }
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(store.written).toEqual([[1, 2, 3], [1], [2], [3]]);
  });
});
