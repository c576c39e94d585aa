import { ManualClock } from '../adapters/memory/manual-clock.js';
import { MemoryMachine } from '../adapters/memory/memory-machine.js';
import { MemoryOutbox } from '../adapters/memory/memory-outbox.js';
import { AGENT_VERSION } from '../version.js';
import { agentHealth, type SensorHealth } from './agent-health.js';

const TIME = Date.UTC(2026, 0, 5, 7);

function setUp() {
  const clock = new ManualClock();
  const outbox = new MemoryOutbox();
  const machine = new MemoryMachine();
  return { clock, outbox, machine, parts: { clock, outbox, machine, begunAtMs: 0 } };
}

describe('agentHealth', () => {
  it('says what is known', () => {
    const { clock, outbox, parts } = setUp();
    outbox.append([{ time: TIME, sensors: [{ sensor: 'obd2', rpm: 800 }] }]);
    clock.advance(90_900);
    const sensors: SensorHealth = {
      gps: () => 'no-fix',
      obd: () => 'ok',
      batteryVolts: () => 14.1,
      vinMatches: () => false,
      firmwareVersion: () => '1.2.0',
      reopened: () => 3,
    };
    const health = agentHealth(
      { ...parts, sensors, previousEnd: 'crashed' },
      { reconnects: 2, site: 'backup' },
    );
    expect(health).toEqual({
      agent_version: AGENT_VERSION,
      firmware_version: '1.2.0',
      uptime: 90,
      previous_end: 'crashed',
      site: 'backup',
      reconnects: 5,
      outbox_depth: 1,
      outbox_oldest: '2026-01-05T07:00:00.000Z',
      readings_dropped: 0,
      readings_refused: 0,
      readings_undatable: 0,
      outboxes_damaged: 0,
      disk_refuses: false,
      cpu_temp: 48.5,
      disk_free: 20_000_000_000,
      memory: 80_000_000,
      gps: 'no-fix',
      obd: 'ok',
      battery_voltage: 14.1,
      vin_matches: false,
    });
  });

  it('leaves out what is not known', () => {
    const { clock, outbox } = setUp();
    const health = agentHealth({ clock, outbox, begunAtMs: 0 }, { reconnects: 0 });
    expect(Object.keys(health).sort()).toEqual([
      'agent_version',
      'disk_refuses',
      'outbox_depth',
      'outboxes_damaged',
      'readings_dropped',
      'readings_refused',
      'readings_undatable',
      'reconnects',
      'uptime',
    ]);
    const silent: SensorHealth = { gps: () => undefined, batteryVolts: () => undefined };
    const again = agentHealth({ clock, outbox, begunAtMs: 0, sensors: silent }, { reconnects: 0 });
    expect(again).toEqual(health);
  });

  it.each([NaN, Infinity, -100, 200])('leaves out a processor at %s °C', (cpu) => {
    const { machine, parts } = setUp();
    machine.cpu = cpu;
    expect(agentHealth(parts, { reconnects: 0 })).not.toHaveProperty('cpu_temp');
  });

  it.each([NaN, -0.1, 100])('leaves out a battery of %s V', (volts) => {
    const { parts } = setUp();
    const sensors: SensorHealth = { batteryVolts: () => volts };
    expect(agentHealth({ ...parts, sensors }, { reconnects: 0 })).not.toHaveProperty(
      'battery_voltage',
    );
  });
});
