// A drawn sketch of the world for location bubbles. It shows the part of the earth a place
// lies in, and says by its coarse lines that it is no street map. Works without a network.

import { h, svg } from './dom.js';
import { t } from './strings.js';

// Coasts as "longitude latitude" pairs, drawn by hand to about two degrees.
const LAND = [
  '-168 66 -156 71 -125 70 -110 68 -95 68 -85 69 -82 64 -94 60 -93 57 -82 55 -79 52 -77 57 -78 62 -70 61 -64 59 -56 52 -66 50 -60 46 -70 43 -74 40 -76 35 -81 31 -80 25 -83 30 -90 30 -97 27 -97 21 -94 18 -90 21 -87 21 -89 16 -83 15 -83 10 -78 9 -80 7 -85 10 -92 14 -105 20 -112 29 -114 31 -110 23 -117 33 -124 40 -124 48 -133 56 -150 60 -162 56 -158 59 -165 61',
  '-73 78 -60 82 -30 83 -18 77 -22 70 -40 65 -44 60 -52 65 -54 70 -66 76',
  '-77 8 -72 12 -62 10 -52 5 -50 0 -44 -3 -35 -6 -39 -14 -41 -22 -48 -26 -53 -33 -58 -38 -65 -41 -66 -46 -69 -52 -73 -52 -75 -46 -73 -38 -71 -30 -70 -18 -76 -14 -81 -6 -80 1',
  '-17 15 -17 21 -10 30 -6 35 10 37 11 33 20 31 32 31 34 28 37 21 43 12 51 12 44 2 40 -4 40 -15 35 -22 32 -28 27 -34 18 -34 14 -22 12 -15 13 -6 9 2 9 4 4 6 -8 4 -13 9',
  '49 -12 50 -16 47 -25 44 -22 44 -17',
  '-9 37 -9 43 -2 43.5 -1 46 -5 48 2 51 5 53 8 54 8 57 11 57 10 54 14 54 19 54.5 21 57 24 57.5 24 59 30 60 23 60 21 63 25 66 22 65.5 17 61 18 60 16 56 13 55.5 11 59 6 58 5 62 15 68 25 71 33 69.5 41 67 38 64 44 66 44 68 60 69 68 73 69 68 73 72 80 73 104 77 113 74 130 71 140 73 160 70 180 69 178 63 170 60 163 58 157 51 156 57 163 62 155 59 142 59 135 54 141 53 140 48 132 43 128 40 129 36 126 35 125 39 122 40 118 39 122 37 119 35 122 31 120 26 114 22 108 21 106 18 109 13 105 9 100 13 103 5 104 1 101 3 98 8 98 15 95 16 91 22 87 21 80 15 80 12 77 8 73 17 72 21 67 25 57 26 52 28 48 30 51 25 56 26 60 22 55 17 45 13 43 14 39 21 35 28 34 31 36 36 30 36 27 37 26 40 30 41 41 41 38 45 35 45 33 46 28 44 28 41 23 40 23 37 21 38 19 42 13 45.5 13 43 18 40 16 38 15 40 10 44 4 43 3 42 0 39 -2 37 -6 36',
  '-5 50 1 51 1.5 52.5 0 53 -2 56 -2 58 -5 58.5 -5 55 -3 54 -5 52 -3 51.5',
  '-10 52 -6 52 -6 55 -9 54',
  '-24 65 -22 64 -14 65 -16 66.5 -22 66',
  '130 32 135 34 140 35 142 39 141 41 145 43 142 45 140 42 139 38 133 35',
  '95 5 104 -3 106 -6 102 -4', '105 -7 114 -8 110 -6.5', '109 1 116 7 118 2 115 -4 110 -3',
  '131 -1 141 -3 148 -9 143 -9 138 -8 133 -4', '120 18 122 18 124 12 126 7 122 8 121 13',
  '114 -22 122 -18 130 -12 136 -12 136 -15 140 -17 142 -11 146 -19 153 -26 151 -34 147 -38 140 -38 136 -34 130 -32 124 -33 116 -35 114 -28',
  '173 -35 178 -38 174 -41 167 -46 171 -43 174 -39', '-85 22 -80 23 -75 20 -78 20', '80 9 82 7 80 6',
  '-180 -78 -120 -74 -70 -72 -60 -64 -55 -75 0 -70 60 -67 120 -67 170 -72 180 -78 180 -90 -180 -90',
];

const WIDTH = 72;
const HEIGHT = 36;

function outline(pairs) {
  const numbers = pairs.split(' ').map(Number);
  const points = [];
  for (let i = 0; i < numbers.length; i += 2) points.push(`${numbers[i]},${-numbers[i + 1]}`);
  return points.join(' ');
}

function grid(left, top) {
  const lines = [];
  for (let x = Math.ceil(left / 10) * 10; x < left + WIDTH; x += 10) lines.push(`M${x} ${top}v${HEIGHT}`);
  for (let y = Math.ceil(top / 10) * 10; y < top + HEIGHT; y += 10) lines.push(`M${left} ${y}h${WIDTH}`);
  return svg('path', { d: lines.join(''), class: 'map-grid' });
}

/** The sketch around a place, with a pin in it; degrees. */
export function mapSketch(latitude, longitude) {
  const left = longitude - WIDTH / 2;
  const top = Math.min(90 - HEIGHT, Math.max(-90, -latitude - HEIGHT / 2));
  const shapes = [0, -360, 360]
    .filter((turn) => left < 180 + turn && left + WIDTH > -180 + turn)
    .flatMap((turn) => LAND.map((pairs) => svg('polygon', { points: outline(pairs), class: 'map-land', transform: `translate(${turn} 0)` })));
  const pin = svg('g', { class: 'map-pin', transform: `translate(${longitude} ${-latitude})` },
    svg('path', { d: 'M0 0C-2.2 -3 -3 -4.3 -3 -5.8a3 3 0 016 0C3 -4.3 2.2 -3 0 0z' }), svg('circle', { cx: 0, cy: -5.8, r: 1.1 }));
  const view = svg('svg', { viewBox: `${left} ${top} ${WIDTH} ${HEIGHT}`, class: 'map', 'aria-hidden': 'true', preserveAspectRatio: 'xMidYMid slice' },
    svg('rect', { x: left, y: top, width: WIDTH, height: HEIGHT, class: 'map-sea' }), shapes, grid(left, top), pin);
  return h('span', { class: 'map-frame' }, view, h('span', { class: 'map-note' }, t('sketch')));
}

/** Coordinates as people write them: 52.5200° N, 13.4050° E. */
export function coordinates(latitude, longitude) {
  const part = (value, plus, minus) => `${Math.abs(value).toFixed(4)}° ${value < 0 ? minus : plus}`;
  return `${part(latitude, 'N', 'S')}, ${part(longitude, 'E', 'W')}`;
}
