// A picture that is sent, as a file or as its bare pixels, and drawn again from what comes back.

import { byId } from '../dom.js';
import { tell } from '../language.js';
import { Pen } from './pen.js';
import { bytesOf, verdict } from './returns.js';

/** send(data, size, words, on): sends a binary message, see Returns. */
export function startPicture(send) {
  const pen = new Pen(byId('drawing'));
  pen.draw();
  byId('picture-draw').addEventListener('click', () => pen.draw());
  byId('picture-clear').addEventListener('click', () => pen.clear());
  byId('picture').addEventListener('submit', (event) => {
    event.preventDefault();
    if (byId('picture-png').checked) {
      sendPng(send);
    } else {
      sendPixels(send, pen.context);
    }
  });
}

function sendPng(send) {
  byId('drawing').toBlob(async (blob) => {
    const sent = await bytesOf(blob);
    send(blob, blob.size, 'PNG', on(sent, drawPng));
  }, 'image/png');
}

function sendPixels(send, context) {
  const { data } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
  send(data, data.byteLength, 'RGBA', on(data, drawPixels));
}

function on(sent, draw) {
  return {
    async back(data, millis) {
      const back = await bytesOf(data);
      try {
        await draw(byId('returned').getContext('2d', { willReadFrequently: true }), back);
        tell(byId('picture-verdict'), ...verdict(sent, back, millis));
      } catch {
        // it is no picture any more: an option of the echo may have made something else of it
        tell(byId('picture-verdict'), 'echo.back.noPicture', { bytes: back.length });
      }
    },
    lost: () => tell(byId('picture-verdict'), 'echo.back.lost'),
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
