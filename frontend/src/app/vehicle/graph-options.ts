import type uPlot from 'uplot';

/** What the drawing takes from its surroundings. */
export interface GraphSurroundings {
  readonly width: number;
  readonly height: number;
  /** Value of a custom property, `--series-1`. */
  readonly colour: (name: string) => string;
  /** A moment (ms since the epoch) as `14:05`, or `14:05:30` where seconds matter. */
  readonly time: (ms: number, style: 'time' | 'seconds') => string;
  readonly number: (value: number) => string;
}

const FONT = '12px "Inter Variable", system-ui, sans-serif';
/** No scale ends below this: a car at rest is a line at the bottom, not noise over the whole height. */
const LEAST_SPEED = 60;
const LEAST_RPM = 3000;
const MINUTE_S = 60;

/** Labels of the time axis; `ticks` in seconds since the epoch. Ticks closer than a minute show their seconds. */
export function timeLabels(ticks: readonly number[], time: GraphSurroundings['time']): string[] {
  const [first = 0, second = Infinity] = ticks;
  const style = second - first < MINUTE_S ? 'seconds' : 'time';
  return ticks.map((tick) => time(tick * 1000, style));
}

/** The graph: speed as a line on the left scale, engine speed dashed on the right one. */
export function graphOptions(around: GraphSurroundings): uPlot.Options {
  const { colour, number, width, height } = around;
  const axis = { font: FONT, stroke: colour('--quiet'), ticks: { show: false } };
  const grid = { stroke: colour('--line'), width: 1 };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: true },
      speed: { range: (_plot, _min, max) => [0, Math.max(LEAST_SPEED, max * 1.1)] },
      rpm: { range: (_plot, _min, max) => [0, Math.max(LEAST_RPM, max * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 80,
        values: (_plot, ticks) => timeLabels(ticks, around.time),
      },
      { ...axis, scale: 'speed', grid, size: 40, values: (_plot, ticks) => ticks.map(number) },
      {
        ...axis,
        scale: 'rpm',
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- uPlot declares the enum Side (1: right) but ships no value of it
        side: 1,
        grid: { show: false },
        size: 52,
        values: (_plot, ticks) => ticks.map(number),
      },
    ],
    series: [
      {},
      { scale: 'speed', stroke: colour('--series-1'), width: 1.75, spanGaps: false },
      { scale: 'rpm', stroke: colour('--series-2'), width: 1.25, dash: [4, 3], spanGaps: false },
    ],
  };
}
