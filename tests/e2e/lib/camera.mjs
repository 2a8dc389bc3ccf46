// A camera: photos as a phone makes them, and the way they get into the app.

import { LIMIT } from './app.mjs';

/** What no photo may carry to anybody: where it was taken. */
export const SECRET = 'GPS 29.56301N 106.55156E';

/** Turns a drawing, a function for the page that gets {canvas, pen}, into what a camera makes of it: large, with an EXIF block. */
async function developed(page, [width, height], drawing) {
  const base64 = await page.evaluate(async ([w, h, draw]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
    const pen = canvas.getContext('2d');
    for (const [colour, x, y, across, down] of draw) {
      pen.fillStyle = colour;
      pen.fillRect(x * w, y * h, across * w, down * h);
    }
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
  }, [width, height, drawing]);
  const jpeg = Buffer.from(base64, 'base64');
  const exif = Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0', 'latin1'), Buffer.from(SECRET)]);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** Patches of every colour: nothing that a picture format makes small. */
export function photo(page, [width, height] = [2400, 1200]) {
  const patches = Array.from({ length: 200 }, (_, n) =>
    [`hsl(${n * 7} 60% ${30 + (n % 50)}%)`, (n * 131 % width) / width, (n * 67 % height) / height, 1 / 7, 1 / 5]);
  return developed(page, [width, height], patches);
}

/** A tap that drips on a tiled wall, as a resident would take it. */
export function tap(page) {
  const tiles = Array.from({ length: 48 }, (_, n) =>
    [n % 3 ? '#dfe6e4' : '#d6dedd', (n % 8) / 8 + 0.004, Math.floor(n / 8) / 6 + 0.005, 0.117, 0.157]);
  return developed(page, [1200, 900], [
    ['#b9c4c2', 0, 0, 1, 1], ...tiles, ['#8f9aa0', 0.2, 0.3, 0.42, 0.11], ['#a9b3b8', 0.2, 0.32, 0.42, 0.04], ['#8f9aa0', 0.52, 0.3, 0.1, 0.3],
    ['#c23b2e', 0.3, 0.18, 0.16, 0.07], ['#8f9aa0', 0.36, 0.24, 0.04, 0.07], ['#4d9bd6', 0.555, 0.66, 0.03, 0.07], ['#4d9bd6', 0.56, 0.79, 0.02, 0.05],
    ['#6b5a4a', 0, 0.9, 1, 0.1],
  ]);
}

/** Presses the button that opens the camera and gives it these bytes. `press` presses it. */
export async function shoot(page, press, bytes) {
  const chooser = page.waitForEvent('filechooser', LIMIT);
  await press();
  await (await chooser).setFiles({ name: 'IMG_0042.jpg', mimeType: 'image/jpeg', buffer: bytes });
}
