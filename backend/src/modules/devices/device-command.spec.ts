import { commandState, commandToWire, type KeptCommand, parametersOf } from './device-command.js';

const NOW = Date.UTC(2026, 10, 25, 10);
const command: KeptCommand = {
  id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  kind: 'restart',
  parameters: {},
  createdBy: 'Hugo Petit',
  createdAt: new Date(NOW - 1000),
  expiresAt: new Date(NOW + 1),
  deliveredAt: null,
  outcome: null,
  detail: null,
  finishedAt: null,
};

describe('commandState', () => {
  it.each<[string, Partial<KeptCommand>]>([
    ['waiting', {}],
    ['delivered', { deliveredAt: new Date(NOW) }],
    ['expired', { expiresAt: new Date(NOW) }],
    ['expired', { expiresAt: new Date(NOW - 1), deliveredAt: new Date(NOW - 2) }],
    ['unsupported', { outcome: 'unsupported', finishedAt: new Date(NOW) }],
    // It came late, and is true nevertheless.
    ['done', { expiresAt: new Date(NOW - 1), outcome: 'done', finishedAt: new Date(NOW) }],
  ])('%s', (state, fields) => {
    expect(commandState({ ...command, ...fields }, NOW)).toBe(state);
  });
});

describe('commandToWire', () => {
  it('carries settings only where they belong', () => {
    expect(commandToWire(command)).toEqual({ id: command.id, kind: 'restart' });
    const parameters = { samplingIntervalMs: 500 };
    expect(commandToWire({ ...command, kind: 'settings', parameters })).toEqual({
      id: command.id,
      kind: 'settings',
      settings: parameters,
    });
  });
});

describe('parametersOf', () => {
  it('keeps what was wished', () => {
    expect(parametersOf({ kind: 'restart' })).toEqual({});
    expect(parametersOf({ kind: 'settings', settings: { batchSize: 5 } })).toEqual({
      batchSize: 5,
    });
  });
});
