// A picture that is sent, as a file or as its bare pixels, and drawn again from what comes back.

import { tell } from '../language.js';
import { Pen } from './pen.js';
import { bytesOf, verdict } from './returns.js';

/**
 * parts: elements {form, sheet, returned, png (chosen in place of pixels), draw and clear (buttons), words}; send(data, size, words, on):
 * sends a binary message, see Returns.
 */
export function startPicture(parts, send) {
  const { form, sheet, png, draw, clear } = parts;
  const pen = new Pen(sheet);
  pen.draw();
  draw.addEventListener('click', () => pen.draw());
  clear.addEventListener('click', () => pen.clear());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (png.checked) {
      sendPng(parts, send);
    } else {
      sendPixels(parts, send, pen.context);
    }
  });
}

function sendPng(parts, send) {
  parts.sheet.toBlob(async (blob) => {
    const sent = await bytesOf(blob);
    if (!send(blob, blob.size, 'PNG', on(parts, sent, drawPng))) {
      // the connection has ended while the picture was made
      tell(parts.words, 'echo.notOpen');
    }
  }, 'image/png');
}

function sendPixels(parts, send, context) {
  const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
  send(data, data.byteLength, 'RGBA', on(parts, data, drawPixels));
}

function on({ returned, words }, sent, draw) {
  return {
    async back(data, millis) {
      const back = await bytesOf(data);
      try {
        await draw(returned.getContext('2d', { willReadFrequently: true }), back);
        tell(words, ...verdict(sent, back, millis));
      } catch {
        // it is no picture any more: an option of the echo may have made something else of it
        tell(words, 'echo.back.noPicture', { bytes: back.length });
      }
    },
    lost: () => tell(words, 'echo.back.lost'),
  };
}

async function drawPng(context, bytes) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
}

function drawPixels(context, bytes) {
  context.putImageData(new ImageData(new Uint8ClampedArray(bytes), context.canvas.width, context.canvas.height), 0, 0);
}
