import {
  ArduinoSensorDto,
  GpsSensorDto,
  Obd2SensorDto,
  SensorDto,
  TelemetryBatchDto,
} from '@naif/wire';
// @ts-expect-error -- class-transformer declares no types for this file, which class-validator-jsonschema needs
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import type { MetadataStorage } from 'class-transformer/types/MetadataStorage.js';
import { getMetadataStorage } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';

/** As much of a JSON schema as is looked at here. */
export interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  items?: Schema | Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  [keyword: string]: unknown;
}

/** An ISO 8601 instant, by `parseInstant`. */
export const INSTANT_FORMAT = 'instant';

const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/**
 * The JSON schemas of an upload, made of wire's DTO classes: `envelope` is everything but the records,
 * `record` is one of them. What the classes cannot say is added here: a missing measure may come as
 * `null`, latitude and longitude have their own ranges, each kind of sensor has its own fields. Fields
 * that nobody knows are let through.
 */
export function ingestSchemas(): { envelope: Schema; record: Schema; definitions: Schemas } {
  const all = validationMetadatasToSchemas({
    classValidatorMetadataStorage: getMetadataStorage(),
    classTransformerMetadataStorage: defaultMetadataStorage as MetadataStorage,
    additionalConverters: {
      isIso8601: { type: 'string', format: INSTANT_FORMAT },
      isUuid: { type: 'string', pattern: UUID },
    },
  }) as Schemas;
  const definitions = reachable(all, [
    TelemetryBatchDto.name,
    ArduinoSensorDto.name,
    GpsSensorDto.name,
    Obd2SensorDto.name,
  ]);
  Object.values(definitions).forEach(tolerateNull);
  describeLocation(named(definitions, GpsSensorDto.name));
  property(named(definitions, 'RecordDataDto'), 'sensors').items = sensorByKind();

  const envelope = structuredClone(named(definitions, TelemetryBatchDto.name));
  // Records are validated one by one, and pictures are refused one by one: the envelope only counts them.
  delete property(envelope, 'records').items;
  delete property(envelope, 'records')['maxItems'];
  delete property(envelope, 'pictures').items;
  return { envelope, record: { $ref: '#/definitions/RecordDto' }, definitions };
}

type Schemas = Record<string, Schema>;

function named(schemas: Schemas, name: string): Schema {
  const schema = schemas[name];
  if (schema === undefined) throw new Error(`wire declares no ${name}`);
  return schema;
}

function property(schema: Schema, name: string): Schema {
  const found = schema.properties?.[name];
  if (found === undefined) throw new Error(`wire declares no field ${name}`);
  return found;
}

/** The named schemas and all that they refer to: the storage also holds the API's other classes. */
function reachable(all: Schemas, names: readonly string[]): Schemas {
  const found: Schemas = {};
  const visit = (name: string): void => {
    if (name in found) return;
    found[name] = structuredClone(named(all, name));
    for (const [, next] of JSON.stringify(found[name]).matchAll(/"#\/definitions\/(\w+)"/g)) {
      if (next !== undefined) visit(next);
    }
  };
  names.forEach(visit);
  return found;
}

/** Devices in the field write `null` for what they have not: the same as leaving it out. */
function tolerateNull(schema: Schema): void {
  const properties = Object.entries(schema.properties ?? {});
  schema.properties = Object.fromEntries(
    properties.map(([name, own]) => [
      name,
      schema.required?.includes(name) === true ? own : nullable(own),
    ]),
  );
}

function nullable(schema: Schema): Schema {
  if (schema.$ref !== undefined) return { anyOf: [{ $ref: schema.$ref }, { type: 'null' }] };
  return {
    ...schema,
    nullable: true,
    ...(schema.enum && { enum: [...schema.enum, null] }),
  };
}

/** `[latitude, longitude]`, each with its range. Without satellites the receiver's own time may be nonsense. */
function describeLocation(gps: Schema): void {
  const degrees = (limit: number): Schema => ({
    type: 'number',
    nullable: true,
    minimum: -limit,
    maximum: limit,
  });
  property(gps, 'location').items = [degrees(90), degrees(180)];
  delete property(gps, 'datetime')['format'];
  gps['if'] = { properties: { satellites: { enum: [0, null] } } };
  gps['else'] = {
    properties: { datetime: { type: 'string', nullable: true, format: INSTANT_FORMAT } },
  };
}

/** A sensor of a kind that we know has that kind's fields; of any other kind only its name is looked at. */
function sensorByKind(): Schema {
  const kind = (name: string, known: { name: string }, otherwise: Schema): Schema => ({
    if: { type: 'object', required: ['sensor'], properties: { sensor: { const: name } } },
    then: { $ref: `#/definitions/${known.name}` },
    else: otherwise,
  });
  const unknown: Schema = { $ref: `#/definitions/${SensorDto.name}` };
  return kind(
    'obd2',
    Obd2SensorDto,
    kind('gps', GpsSensorDto, kind('arduino', ArduinoSensorDto, unknown)),
  );
}
