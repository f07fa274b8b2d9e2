/** Cumulative latency curves as an SVG of its own: readable on light and on dark, no script, no foreign font. */

export interface Curve {
  readonly name: string;
  /** In ms; Infinity where no answer came in time. */
  readonly latencies: readonly number[];
}

const WIDTH = 760;
const HEIGHT = 440;
const LEFT = 64;
const RIGHT = 24;
const TOP = 56;
const BOTTOM = 84;
/** The x axis, in ms. */
const LEAST_MS = 0.1;
const MOST_MS = 10_000;
const TICKS_MS = [0.1, 1, 10, 100, 1000, 10_000];
/** Okabe and Ito's colours, which people with any kind of colour vision tell apart, on white and on dark grey. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00'];
const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #24292f; }
    .title { font-size: 15px; font-weight: 600; }
    .axis { stroke: #57606a; stroke-width: 1; }
    .grid { stroke: #57606a; stroke-opacity: 0.25; stroke-width: 1; }
    .curve { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .axis, .grid { stroke: #9198a1; }
    }`;

export function plot(title: string, curves: readonly Curve[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(title)}">`,
    `  <style>${STYLE}\n  </style>`,
    `  <text class="title" x="${LEFT}" y="28">${escape(title)}</text>`,
    ...xAxis(),
    ...yAxis(),
    ...curves.flatMap(({ latencies }, index) => curve(latencies, colourOf(index))),
    ...curves.flatMap(({ name }, index) => legend(name, index, curves.length)),
    '</svg>',
    '',
  ].join('\n');
}

function xAxis(): string[] {
  const bottom = y(0);
  return [
    ...TICKS_MS.map((ms) => `  <line class="grid" x1="${x(ms)}" y1="${y(1)}" x2="${x(ms)}" y2="${bottom}"/>`),
    ...TICKS_MS.map((ms) => `  <text x="${x(ms)}" y="${bottom + 20}" text-anchor="middle">${labelOf(ms)}</text>`),
    `  <line class="axis" x1="${LEFT}" y1="${bottom}" x2="${WIDTH - RIGHT}" y2="${bottom}"/>`,
    `  <text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${bottom + 40}" text-anchor="middle">from key to answer</text>`,
  ];
}

function yAxis(): string[] {
  const shares = [0, 0.25, 0.5, 0.75, 1];
  const middle = (y(0) + y(1)) / 2;
  return [
    ...shares.map((at) => `  <line class="grid" x1="${LEFT}" y1="${y(at)}" x2="${WIDTH - RIGHT}" y2="${y(at)}"/>`),
    ...shares.map((at) => `  <text x="${LEFT - 8}" y="${y(at) + 4}" text-anchor="end">${at * 100} %</text>`),
    `  <line class="axis" x1="${LEFT}" y1="${y(0)}" x2="${LEFT}" y2="${y(1)}"/>`,
    `  <text x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})">keys answered</text>`,
  ];
}

/** A step at each answer; what came never leaves the curve below the top. */
function curve(latencies: readonly number[], colour: string): string[] {
  if (latencies.length === 0) return [];
  const sorted = latencies.filter(Number.isFinite).sort((a, b) => a - b);
  const steps = sorted.map((ms, index) => `H${x(ms)} V${y((index + 1) / latencies.length)}`);
  return [`  <path class="curve" stroke="${colour}" d="M${LEFT} ${y(0)} ${steps.join(' ')} H${WIDTH - RIGHT}"/>`];
}

function legend(name: string, index: number, count: number): string[] {
  const left = LEFT + (index * (WIDTH - LEFT - RIGHT)) / count;
  const at = HEIGHT - 20;
  return [
    `  <line class="curve" stroke="${colourOf(index)}" x1="${round(left)}" y1="${at - 4}" x2="${round(left + 22)}" y2="${at - 4}"/>`,
    `  <text x="${round(left + 28)}" y="${at}">${escape(name)}</text>`,
  ];
}

const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? '#0072b2';
const round = (value: number): number => Number(value.toFixed(1));
const labelOf = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);
const y = (share: number): number => round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - share));

function x(ms: number): number {
  const bounded = Math.min(MOST_MS, Math.max(LEAST_MS, ms));
  return round(LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(bounded / LEAST_MS)) / Math.log(MOST_MS / LEAST_MS));
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
