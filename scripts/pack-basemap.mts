/**
 * Packs the coarse base map (GeoJSON cut from Natural Earth: land, lakes, rivers, borders, urban,
 * places; world-land and world-borders at 1:110m) into the one small file that the map draws when neither a tile server nor an archive is
 * configured. Usage: `node scripts/pack-basemap.mts FOLDER_WITH_THE_GEOJSON`. The result is
 * committed; the format is told in frontend/public/basemap/README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Position = [number, number];
interface Feature {
  properties: { name?: string; rank?: number; population?: number; capital?: number };
  geometry:
    | { type: 'Point'; coordinates: Position }
    | { type: 'LineString'; coordinates: Position[] }
    | { type: 'MultiLineString' | 'Polygon'; coordinates: Position[][] };
}

/** Steps per degree: 1/5000° is 22 m or less, finer than the source (1:10m, ~1 km). */
const SCALE = 5000;
/** The same for the world around it: 1.1 km, finer than 1:110m. */
const WORLD_SCALE = 100;
const TARGET = 'frontend/public/basemap/natural-earth.json';

/** Names as a French reader knows them, where they differ from Natural Earth's. */
const FRENCH: Record<string, string> = {
  Antwerpen: 'Anvers',
  Aosta: 'Aoste',
  Augsburg: 'Augsbourg',
  Barcelona: 'Barcelone',
  Basel: 'Bâle',
  Bergamo: 'Bergame',
  Bern: 'Berne',
  Biel: 'Bienne',
  Bologna: 'Bologne',
  Bremen: 'Brême',
  Brugge: 'Bruges',
  Brussels: 'Bruxelles',
  Dresden: 'Dresde',
  Edinburgh: 'Édimbourg',
  Frankfurt: 'Francfort',
  Freiburg: 'Fribourg-en-Brisgau',
  Geneva: 'Genève',
  Genoa: 'Gênes',
  Gent: 'Gand',
  Hamburg: 'Hambourg',
  Hannover: 'Hanovre',
  Koblenz: 'Coblence',
  København: 'Copenhague',
  Livorno: 'Livourne',
  London: 'Londres',
  Luzern: 'Lucerne',
  Magdeburg: 'Magdebourg',
  Mainz: 'Mayence',
  Modena: 'Modène',
  Nürnberg: 'Nuremberg',
  Parma: 'Parme',
  Perugia: 'Pérouse',
  Pisa: 'Pise',
  Ravenna: 'Ravenne',
  Regensburg: 'Ratisbonne',
  Saarbrücken: 'Sarrebruck',
  'Saint Gallen': 'Saint-Gall',
  Salzburg: 'Salzbourg',
  'San Sebastián': 'Saint-Sébastien',
  Schaffhausen: 'Schaffhouse',
  Siena: 'Sienne',
  Solothurn: 'Soleure',
  'The Hague': 'La Haye',
  Trento: 'Trente',
  'Vatican City': 'Vatican',
  Venice: 'Venise',
  Verona: 'Vérone',
  Zaragoza: 'Saragosse',
};

/** Slips of the source. */
const CORRECTED: Record<string, string> = {
  Pizen: 'Plzeň',
  Poitier: 'Poitiers',
  'St.-Brieuc': 'Saint-Brieuc',
  'Usti Nad Labem': 'Ústí nad Labem',
  København: 'Copenhagen',
  Antwerpen: 'Antwerp',
  Nürnberg: 'Nuremberg',
  Gent: 'Ghent',
  Brugge: 'Bruges',
  Luzern: 'Lucerne',
  Hannover: 'Hanover',
};

const folder = process.argv[2] ?? '';
if (folder === '') throw new Error('Usage: node scripts/pack-basemap.mts FOLDER_WITH_THE_GEOJSON');

function features(name: string): Feature[] {
  const text = readFileSync(join(folder, `${name}.json`), 'utf8');
  return (JSON.parse(text) as { features: Feature[] }).features;
}

/** One line as integers: the first point, then differences. Points that fall together are dropped. */
function pack(line: Position[], scale: number): number[] {
  const packed: number[] = [];
  let [lastX, lastY] = [0, 0];
  for (const [longitude, latitude] of line) {
    const [x, y] = [Math.round(longitude * scale), Math.round(latitude * scale)];
    if (packed.length > 0 && x === lastX && y === lastY) continue;
    packed.push(x - lastX, y - lastY);
    [lastX, lastY] = [x, y];
  }
  return packed;
}

function lines({ geometry }: Feature, scale: number): number[][] {
  if (geometry.type === 'Point') throw new Error('A point is not a line');
  return geometry.type === 'LineString'
    ? [pack(geometry.coordinates, scale)]
    : geometry.coordinates.map((line) => pack(line, scale));
}

const rivers = new Map<number, number[][]>();
for (const river of features('rivers')) {
  const rank = river.properties.rank ?? 12;
  rivers.set(rank, [...(rivers.get(rank) ?? []), ...lines(river, SCALE)]);
}

const places = features('places')
  .map(({ properties, geometry }) => {
    const name = properties.name ?? '';
    const [longitude, latitude] = geometry.coordinates as Position;
    const english = CORRECTED[name] ?? name;
    const french = FRENCH[name] ?? english;
    const rank = properties.rank ?? 10;
    const place = [Math.round(longitude * SCALE), Math.round(latitude * SCALE), rank, english];
    return {
      rank,
      population: properties.population ?? 0,
      place: french === english ? place : [...place, french],
    };
  })
  .sort((a, b) => a.rank - b.rank || b.population - a.population)
  .map(({ place }) => place);

/** All lines of a layer, packed. */
function layer(name: string, scale = SCALE): number[][] {
  return features(name).flatMap((feature) => lines(feature, scale));
}

writeFileSync(
  TARGET,
  `${JSON.stringify({
    format: 'naif-basemap/1',
    scale: SCALE,
    bounds: [-6, 41, 16, 56],
    land: layer('land'),
    lakes: layer('lakes'),
    urban: layer('urban'),
    borders: layer('borders'),
    rivers: [...rivers].sort(([a], [b]) => a - b),
    places,
    worldScale: WORLD_SCALE,
    worldLand: layer('world-land', WORLD_SCALE),
    worldBorders: layer('world-borders', WORLD_SCALE),
  })}\n`,
);
