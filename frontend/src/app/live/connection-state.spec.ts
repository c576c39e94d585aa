import {
  type ConnectionFacts,
  connectionState,
  OFFLINE_AFTER_ATTEMPTS,
  retryDelayMs,
} from './connection-state';

const start: ConnectionFacts = {
  connected: false,
  everConnected: false,
  online: true,
  failedAttempts: 0,
};

describe('connectionState', () => {
  it.each<[string, Partial<ConnectionFacts>, ReturnType<typeof connectionState>]>([
    ['the page opens', {}, 'connecting'],
    ['a first attempt failed', { failedAttempts: 1 }, 'connecting'],
    ['connected', { connected: true, everConnected: true }, 'live'],
    ['connected though the browser doubts it', { connected: true, online: false }, 'live'],
    ['lost', { everConnected: true, failedAttempts: 1 }, 'reconnecting'],
    ['no network', { everConnected: true, online: false }, 'offline'],
    ['nobody answers', { everConnected: true, failedAttempts: OFFLINE_AFTER_ATTEMPTS }, 'offline'],
  ])('%s', (_what, facts, expected) => {
    expect(connectionState({ ...start, ...facts })).toBe(expected);
  });
});

describe('retryDelayMs', () => {
  it('tries at once, then ever more rarely, at least twice a minute', () => {
    expect([0, 1, 2, 3, 10].map(retryDelayMs)).toEqual([0, 1000, 2000, 4000, 30_000]);
  });
});
