import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SessionEnded } from '../../events/live-event.js';
import { MemoryLiveBus } from './memory-live-bus.js';

const ended = (sessionId: string): SessionEnded => ({
  kind: 'session-ended',
  sessionId,
  why: 'revoked',
});

describe('MemoryLiveBus', () => {
  it('tells each subscriber of a kind, in order, after the publisher has gone on', async () => {
    const bus = new MemoryLiveBus(() => undefined);
    const seen: string[] = [];
    bus.subscribe('session-ended', ({ sessionId }) => seen.push(`a${sessionId}`));
    bus.subscribe('session-ended', ({ sessionId }) => seen.push(`b${sessionId}`));
    bus.subscribe('readings-stored', () => seen.push('wrong kind'));
    bus.publish(ended('1'));
    bus.publish(ended('2'));
    expect(seen).toEqual([]);
    await nextTurn();
    expect(seen).toEqual(['a1', 'b1', 'a2', 'b2']);
  });

  it('keeps the error of one subscriber from the others', async () => {
    const failed: unknown[] = [];
    const bus = new MemoryLiveBus((kind, error) => failed.push([kind, error]));
    const fault = new Error('mine');
    const seen: string[] = [];
    bus.subscribe('session-ended', () => {
      throw fault;
    });
    bus.subscribe('session-ended', ({ sessionId }) => seen.push(sessionId));
    bus.publish(ended('1'));
    await nextTurn();
    expect(seen).toEqual(['1']);
    expect(failed).toEqual([['session-ended', fault]]);
  });

  it('ends one subscription and no other', async () => {
    const bus = new MemoryLiveBus(() => undefined);
    let count = 0;
    const listener = (): void => void (count += 1);
    const end = bus.subscribe('session-ended', listener);
    bus.subscribe('session-ended', listener);
    end();
    bus.publish(ended('1'));
    await nextTurn();
    expect(count).toBe(1);
  });

  it('delivers what a subscriber publishes in its turn', async () => {
    const bus = new MemoryLiveBus(() => undefined);
    const seen: string[] = [];
    bus.subscribe('session-ended', ({ sessionId }) => {
      seen.push(sessionId);
      if (sessionId === '1') bus.publish(ended('2'));
    });
    bus.publish(ended('1'));
    await nextTurn();
    await nextTurn();
    expect(seen).toEqual(['1', '2']);
  });
});
