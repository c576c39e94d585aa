import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { ChangedMeanwhile } from '../../errors/changed-meanwhile.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { type AuditedChange, AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { difference } from './client-fields.js';
import { faultsOfDriver } from './client-rules.js';
import { ClientsDirectory } from './clients-directory.js';
import { DriverNotFound, DriverNotPlausible, TooManyDrivers } from './clients.errors.js';
import { dayOf } from './day.js';
import type { CreateDriverDto, UpdateDriverDto } from './driver.dto.js';
import { Driver } from './driver.entity.js';

/** More drivers than any client names. */
const MOST_DRIVERS = 50;

type DriverFields = Pick<
  Driver,
  'firstName' | 'lastName' | 'birthDate' | 'licenceNumber' | 'licenceDate' | 'relation'
>;

/** The drivers of clients. Whoever may see a client sees its drivers. */
@Injectable()
export class DriversService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly directory: ClientsDirectory,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** All drivers of a client, by name. @throws ClientNotFound, ClientMerged */
  async list(viewer: Viewer, clientId: string): Promise<Driver[]> {
    await this.directory.get(viewer, clientId);
    return this.dataSource.manager.find(Driver, {
      where: { clientId },
      order: { lastName: 'ASC', firstName: 'ASC', id: 'ASC' },
    });
  }

  /** @throws ClientNotFound, ClientMerged, DriverNotPlausible, TooManyDrivers */
  async add(viewer: Viewer, clientId: string, told: CreateDriverDto): Promise<Driver> {
    return this.change(viewer, clientId, async (manager) => {
      if ((await manager.countBy(Driver, { clientId })) >= MOST_DRIVERS)
        throw new TooManyDrivers(MOST_DRIVERS);
      const fields = {
        firstName: told.firstName,
        lastName: told.lastName,
        birthDate: told.birthDate,
        licenceNumber: told.licenceNumber ?? null,
        licenceDate: told.licenceDate ?? null,
        relation: told.relation,
      };
      this.check(fields);
      const driver = manager.create(Driver, { clientId, ...fields });
      await manager.insert(Driver, driver);
      return [driver, { after: { driverId: driver.id, ...fields }, verb: 'add-driver' }];
    });
  }

  /** @throws ClientNotFound, ClientMerged, DriverNotFound, ChangedMeanwhile, DriverNotPlausible */
  async update(
    viewer: Viewer,
    clientId: string,
    driverId: string,
    told: UpdateDriverDto,
  ): Promise<Driver> {
    return this.change(viewer, clientId, async (manager) => {
      const driver = await driverOf(manager, clientId, driverId);
      if (driver.version !== told.version) throw new ChangedMeanwhile();
      const before = fieldsOf(driver);
      const after = fieldsAfter(before, told);
      this.check(after);
      const changes = difference(before, after);
      if (!changes) return [driver, undefined];
      Object.assign(driver, after, {
        version: driver.version + 1,
        updatedAt: new Date(this.clock.now()),
      });
      await manager.save(driver);
      return [
        driver,
        {
          verb: 'update-driver',
          before: { driverId, ...changes.before },
          after: { driverId, ...changes.after },
        },
      ];
    });
  }

  /** @throws ClientNotFound, ClientMerged, DriverNotFound */
  async remove(viewer: Viewer, clientId: string, driverId: string): Promise<void> {
    await this.change(viewer, clientId, async (manager) => {
      const driver = await driverOf(manager, clientId, driverId);
      await manager.delete(Driver, { id: driverId });
      return [driver, { verb: 'remove-driver', before: { driverId, ...fieldsOf(driver) } }];
    });
  }

  /** A change of a client's drivers, one at a time, written to the audit trail. */
  private change(
    viewer: Viewer,
    clientId: string,
    act: (
      manager: EntityManager,
    ) => Promise<[Driver, Pick<AuditedChange, 'verb' | 'before' | 'after'> | undefined]>,
  ): Promise<Driver> {
    return this.dataSource.transaction(async (manager) => {
      await this.directory.lock(manager, viewer, clientId);
      const [driver, change] = await act(manager);
      if (change) {
        const entry = { ...change, kind: 'client', objectId: clientId, clientId } as const;
        await this.audit.record(manager, viewer, entry);
      }
      return driver;
    });
  }

  private check(fields: DriverFields): void {
    const faults = faultsOfDriver(fields, dayOf(this.clock.now()));
    if (faults.length > 0) throw new DriverNotPlausible(faults);
  }
}

async function driverOf(
  manager: EntityManager,
  clientId: string,
  driverId: string,
): Promise<Driver> {
  const driver = await manager.findOneBy(Driver, { id: driverId, clientId });
  if (!driver) throw new DriverNotFound();
  return driver;
}

function fieldsOf(driver: Driver): DriverFields {
  const { firstName, lastName, birthDate, licenceNumber, licenceDate, relation } = driver;
  return { firstName, lastName, birthDate, licenceNumber, licenceDate, relation };
}

function fieldsAfter(before: DriverFields, told: UpdateDriverDto): DriverFields {
  const { licenceNumber = before.licenceNumber, licenceDate = before.licenceDate } = told;
  return {
    firstName: told.firstName ?? before.firstName,
    lastName: told.lastName ?? before.lastName,
    birthDate: told.birthDate ?? before.birthDate,
    licenceNumber,
    licenceDate,
    relation: told.relation ?? before.relation,
  };
}
