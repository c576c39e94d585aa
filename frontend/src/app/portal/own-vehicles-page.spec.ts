import type { VehicleDto } from '../api/models/vehicle-dto';
import { OwnVehiclesPage } from './own-vehicles-page';
import { PageInTest } from './page-in-test';

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const vehicle = (fields: Partial<VehicleDto> = {}): VehicleDto => ({
  id: 'v1',
  carId: 'c'.repeat(64),
  clientId: 'c1',
  client: { id: 'c1', name: 'Amélie Lefèvre' },
  plate: 'AB-123-CD',
  plateKind: 'siv',
  version: 1,
  deviceSituation: 'attached',
  make: 'Kia',
  model: 'Picanto',
  state: 'moving',
  last: { time: ago(2), speedKmh: 48, latitude: 51.6, longitude: 7.8 },
  device: { id: 'd1', enrolledAt: ago(86_400) },
  createdAt: ago(86_400),
  ...fields,
});
const pageOf = (...items: object[]) => ({ items, total: items.length, page: 1, pageSize: 100 });
const FORMER = '/api/vehicles?sort=plate&ownership=former';
const CURRENT = '/api/vehicles?sort=plate&page=1';
const CONTRACTS = '/api/contracts';

describe('OwnVehiclesPage', () => {
  it('shows each car: what it does now, and that it is insured', async () => {
    const page = await PageInTest.open(OwnVehiclesPage, {
      [CURRENT]: pageOf(vehicle({ inspectionDueOn: '2027-05-01' })),
      [FORMER]: pageOf(),
      [CONTRACTS]: pageOf({ vehicleId: 'v1', formula: 'comprehensive', status: 'active' }),
    });
    expect(page.text('h1')).toBe('Hello Amélie Lefèvre');
    expect(page.text('naif-own-vehicle-card h2')).toBe('Kia Picanto AB-123-CD');
    expect(page.text('[data-testid=own-state]')).toMatch(/^Moving ?at 48 km\/h ?\d+ sec ago$/);
    expect(page.text()).toContain('Insured · Comprehensive');
    expect(page.text()).toContain('Technical inspection before 01/05/2027');
    expect(page.element.querySelector('a.primary')?.getAttribute('href')).toBe('/vehicle/v1');
    expect(page.element.querySelector('[data-testid=former-vehicles]')).toBeNull();
  });

  it('says in words what a car does not tell, without a speed that is old', async () => {
    const page = await PageInTest.open(OwnVehiclesPage, {
      [CURRENT]: pageOf(
        vehicle({ last: { time: ago(3600), speedKmh: 48 } }),
        vehicle({ id: 'v2', plate: 'ZZ-999-ZZ', last: null, deviceSituation: 'none' }),
      ),
      [FORMER]: pageOf(),
      [CONTRACTS]: pageOf(),
    });
    const [silent, bare] = page.element.querySelectorAll('naif-own-vehicle-card');
    expect(silent?.textContent).toContain('Offline');
    expect(silent?.textContent).not.toContain('48');
    expect(silent?.textContent).toContain('No position received so far.');
    expect(bare?.textContent).toContain('This vehicle has no device');
    expect(bare?.textContent).toContain('No insurance at present');
  });

  it('does not call a car uninsured while nobody told', async () => {
    const page = await PageInTest.open(OwnVehiclesPage, {
      [CURRENT]: pageOf(vehicle()),
      [FORMER]: pageOf(),
      [CONTRACTS]: 500,
    });
    expect(page.text('naif-own-vehicle-card')).toContain('Picanto');
    expect(page.text()).not.toMatch(/[Ii]nsur/);
  });

  it('keeps former cars apart, and says until when they were theirs', async () => {
    const page = await PageInTest.open(OwnVehiclesPage, {
      [FORMER]: pageOf(vehicle({ id: 'v0', plate: 'OL-000-LD', ownedUntil: '2026-03-02' })),
      [CURRENT]: pageOf(),
      [CONTRACTS]: pageOf(),
    });
    expect(page.text('naif-empty-state')).toContain('No vehicle yet');
    expect(page.text('[data-testid=former-vehicles]')).toContain('yours until 02/03/2026');
  });

  it('says when there are more than it shows', async () => {
    const page = await PageInTest.open(OwnVehiclesPage, {
      [CURRENT]: { ...pageOf(vehicle()), total: 130 },
      [FORMER]: pageOf(),
      [CONTRACTS]: pageOf(),
    });
    expect(page.text()).toContain('The first 1 vehicles are shown.');
  });

  it('tells what went wrong, and asks again', async () => {
    const page = await PageInTest.open(OwnVehiclesPage, {
      [CURRENT]: 500,
      [FORMER]: pageOf(),
      [CONTRACTS]: pageOf(),
    });
    expect(page.text('naif-error-state')).toContain('Something went wrong');
    await page.click('naif-error-state button');
    await page.answer({ [CURRENT]: pageOf(vehicle()) });
    expect(page.text('naif-own-vehicle-card')).toContain('AB-123-CD');
  });
});
