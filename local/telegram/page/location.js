// Choosing a place to send: typed coordinates, a city, or where the device is.

import { sendLocation } from './actions.js';
import { field, formDialog } from './dialogs.js';
import { h, icon } from './dom.js';
import { mapSketch } from './map.js';
import { language, LANGUAGES, t } from './strings.js';

// Names in the order of LANGUAGES, then latitude and longitude of the centre.
const CITIES = [
  [['Warsaw', 'Варшава', 'Варшава', 'Warszawa'], 52.2297, 21.0122],
  [['Kraków', 'Краков', 'Краків', 'Kraków'], 50.0614, 19.9366],
  [['Kyiv', 'Киев', 'Київ', 'Kijów'], 50.4501, 30.5234],
  [['Lviv', 'Львов', 'Львів', 'Lwów'], 49.8397, 24.0297],
  [['Berlin', 'Берлин', 'Берлін', 'Berlin'], 52.52, 13.405],
  [['London', 'Лондон', 'Лондон', 'Londyn'], 51.5074, -0.1278],
  [['Lisbon', 'Лиссабон', 'Лісабон', 'Lizbona'], 38.7223, -9.1393],
  [['Tbilisi', 'Тбилиси', 'Тбілісі', 'Tbilisi'], 41.7151, 44.8271],
  [['Almaty', 'Алматы', 'Алмати', 'Ałmaty'], 43.222, 76.8512],
  [['New York', 'Нью-Йорк', 'Нью-Йорк', 'Nowy Jork'], 40.7128, -74.006],
  [['São Paulo', 'Сан-Паулу', 'Сан-Паулу', 'São Paulo'], -23.5505, -46.6333],
  [['Kathmandu', 'Катманду', 'Катманду', 'Katmandu'], 27.7172, 85.324],
  [['Tokyo', 'Токио', 'Токіо', 'Tokio'], 35.6762, 139.6503],
  [['Auckland', 'Окленд', 'Окленд', 'Auckland'], -36.8509, 174.7645],
];

const read = (input, limit) => {
  const text = input.value.trim().replace(',', '.');
  const value = Number(text);
  return text !== '' && Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
};

/** Lets the person choose a place and sends it; resolves to whether one was sent. */
export async function pickLocation(key) {
  const latitude = field(
    t('latitude'),
    h('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', value: String(CITIES[0][1]) }),
  );
  const longitude = field(
    t('longitude'),
    h('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', value: String(CITIES[0][2]) }),
  );
  const preview = h('div', { class: 'place-preview' });
  const place = () => [read(latitude.input, 90), read(longitude.input, 180)];
  const draw = () => {
    const [lat, lon] = place();
    if (lat !== null && lon !== null) preview.replaceChildren(mapSketch(lat, lon));
  };
  const choose = (lat, lon) => {
    latitude.input.value = String(lat);
    longitude.input.value = String(lon);
    draw();
  };
  for (const { input } of [latitude, longitude]) input.addEventListener('input', draw);
  const cities = h(
    'div',
    { class: 'chips', role: 'group', 'aria-label': t('cities') },
    CITIES.map(([names, lat, lon]) =>
      h(
        'button',
        { type: 'button', class: 'chip', onclick: () => choose(lat, lon) },
        names[LANGUAGES.indexOf(language())],
      ),
    ),
  );
  draw();
  const submit = () => {
    const [lat, lon] = place();
    latitude.wrong(lat === null ? t('bad_place') : '');
    longitude.wrong(lat !== null && lon === null ? t('bad_place') : '');
    if (lat === null || lon === null) return false;
    sendLocation(key, lat, lon);
    return true;
  };
  const body = [
    preview,
    cities,
    deviceButton(choose, latitude),
    h('div', { class: 'pair' }, latitude.root, longitude.root),
  ];
  return (await formDialog({ title: t('send_location'), body, submitLabel: t('send'), submit })) === 'done';
}

function deviceButton(choose, fieldForError) {
  if (!navigator.geolocation || !isSecureContext) return null;
  const round = (value) => Math.round(value * 1e5) / 1e5;
  const ask = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => choose(round(coords.latitude), round(coords.longitude)),
      () => fieldForError.wrong(t('no_position')),
      { timeout: 10000 },
    );
  return h(
    'button',
    { type: 'button', class: 'plain with-icon', onclick: ask },
    icon('place'),
    t('this_device'),
  );
}
