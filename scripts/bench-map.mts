/**
 * How long the fleet map takes to draw 10 000 vehicles, in Debian's Chromium:
 * `node scripts/bench-map.mts [vehicles]`. Prints milliseconds of script per drawing (median and 95th
 * percentile) and the time between frames while the map moves and all vehicles get new positions each
 * second. Without a graphics card the browser paints by itself: frame times are an upper bound.
 */
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const vehicles = Number(process.argv[2] ?? 10_000);

/** Milliseconds. */
interface Figures {
  readonly draw: readonly number[];
  readonly show: number;
  readonly frame: readonly number[];
}

/** Runs in the browser: a map, the layer, and a script that moves both. */
const page = `
import { Map as LeafletMap } from 'leaflet';
import { VehicleLayer } from './vehicle-layer';

const colours = new Proxy({}, { get: () => '#0a8f5b' });
const states = ['moving', 'moving', 'moving', 'stopped', 'parked', 'stale', 'offline'];
// Low-discrepancy positions between Bordeaux and Berlin: as crowded as a fleet that lives there.
const markers = (count, second) => Array.from({ length: count }, (_, i) => ({
  id: 'v' + i,
  latitude: 44.8 + ((i * 0.7548776662) % 1) * 7.7 + second * 1e-4,
  longitude: -0.6 + ((i * 0.5698402909) % 1) * 14 + second * 1e-4,
  courseDegrees: (i * 37) % 360,
  state: states[i % states.length],
  label: 'AB-' + i,
}));
const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)];

globalThis.measure = async (count, zoom) => {
  const host = document.body.appendChild(document.createElement('div'));
  host.style.cssText = 'position:fixed;inset:0';
  const map = new LeafletMap(host, { center: [49, 6], zoom, zoomControl: false, attributionControl: false });
  const layer = new VehicleLayer(colours, true);
  const draws = [];
  const draw = layer.draw.bind(layer);
  layer.draw = (...all) => {
    const start = performance.now();
    const more = draw(...all);
    draws.push(performance.now() - start);
    return more;
  };
  map.addLayer(layer);
  layer.show(markers(count, 0));
  const shows = [];
  const frames = [];
  await new Promise((done) => {
    const begin = performance.now();
    let last = begin;
    let second = 0;
    const step = (now) => {
      frames.push(now - last);
      last = now;
      if (Math.floor((now - begin) / 1000) > second) {
        second++;
        const next = markers(count, second);
        const start = performance.now();
        layer.show(next);
        shows.push(performance.now() - start);
      }
      map.panBy([3, 2], { animate: false });
      if (now - begin < 5000) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  });
  map.remove();
  host.remove();
  return {
    zoom,
    draw: [quantile(draws, 0.5), quantile(draws, 0.95)],
    show: quantile(shows, 0.5),
    frame: [quantile(frames, 0.5), quantile(frames, 0.95)],
  };
};
`;

const { outputFiles } = await build({
  stdin: { contents: page, resolveDir: 'frontend/src/app/map', loader: 'ts' },
  bundle: true,
  write: false,
  format: 'iife',
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await tab.setContent('<style>.leaflet-pane,canvas{position:absolute;left:0;top:0}</style>');
  await tab.addScriptTag({ content: outputFiles.map(({ text }) => text).join('\n') });
  console.log(
    `${vehicles} vehicles, 1440 × 900, ms: drawing p50/p95 · taking new positions · frame p50/p95`,
  );
  for (const zoom of [5, 7, 9, 11, 13]) {
    const result = await tab.evaluate<Figures>(`measure(${vehicles}, ${zoom})`);
    const [draw, frame] = [result.draw, result.frame].map((pair) =>
      pair.map((ms) => ms.toFixed(1)).join('/'),
    );
    console.log(`zoom ${String(zoom).padStart(2)}: ${draw} · ${result.show.toFixed(1)} · ${frame}`);
  }
} finally {
  await browser.close();
}
