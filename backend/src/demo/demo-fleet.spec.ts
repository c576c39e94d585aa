import {
  carOf,
  DEMO_ACCOUNTS,
  DEMO_CLIENTS,
  DEMO_VEHICLES,
  type DemoVehicle,
} from './demo-fleet.js';

describe('the demo fleet', () => {
  const all = (key: 'vin' | 'plate' | 'recording'): string[] =>
    DEMO_VEHICLES.map((one) => one[key]);

  it('has eight vehicles, each with its own VIN, plate and drive', () => {
    expect(DEMO_VEHICLES).toHaveLength(8);
    for (const key of ['vin', 'plate', 'recording'] as const)
      expect(new Set(all(key)).size).toBe(8);
    for (const vin of all('vin')) expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
    for (const plate of all('plate'))
      expect(plate).toMatch(/^[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}$/);
  });

  it('knows the car of each drive and the owner of each vehicle', () => {
    for (const vehicle of DEMO_VEHICLES) {
      expect(carOf(vehicle).make).toMatch(/Kia|Dodge|Škoda/);
      expect(DEMO_CLIENTS[vehicle.owner]).toBeDefined();
    }
  });

  it('leaves the desk something of each kind to do within 60 days', () => {
    const due = DEMO_VEHICLES.map((one) => one.due);
    const days = (kind: keyof DemoVehicle['due']): number[] =>
      due.flatMap((one) => one[kind] ?? []);
    for (const day of [...days('renewal'), ...days('anniversary'), ...days('end')]) {
      expect(day).toBeGreaterThan(0);
      expect(day).toBeLessThanOrEqual(60);
    }
    expect(days('renewal').length).toBeGreaterThan(2);
    expect(days('end').length).toBeGreaterThan(0);
    expect(days('inspection').filter((day) => day < 0).length).toBeGreaterThan(0);
    expect(days('inspection').filter((day) => day >= 0).length).toBeGreaterThan(2);
    // A contract is renewed or ends; the portal's own client has one that simply runs.
    expect(due.filter(({ renewal, end }) => renewal !== undefined && end !== undefined)).toEqual(
      [],
    );
    expect(due[0]).not.toHaveProperty('end');
  });

  it('gives the client who logs in vehicles of their own', () => {
    const account = DEMO_ACCOUNTS.find(({ role }) => role === 'client');
    const owner = DEMO_CLIENTS.findIndex(({ email }) => email === account?.email);
    expect(DEMO_VEHICLES.filter((vehicle) => vehicle.owner === owner).length).toBeGreaterThan(0);
    expect(DEMO_VEHICLES.filter((vehicle) => vehicle.owner !== owner).length).toBeGreaterThan(0);
  });
});
