// A file that is sent, and compared with what comes back.

import { byId } from '../dom.js';
import { tell } from '../language.js';
import { bytesOf, verdict } from './returns.js';

/** send: as in picture.js. */
export function startFileCheck(send) {
  byId('file-check').addEventListener('submit', (event) => {
    event.preventDefault();
    const [file] = byId('file').files;
    if (file) {
      sendFile(send, file);
    } else {
      tell(byId('file-verdict'), 'echo.file.none');
    }
  });
}

function sendFile(send, file) {
  const back = async (data, millis) => tell(byId('file-verdict'), ...verdict(await bytesOf(file), await bytesOf(data), millis));
  const lost = () => tell(byId('file-verdict'), 'echo.back.lost');
  if (send(file, file.size, file.name, { back, lost })) {
    tell(byId('file-verdict'), 'echo.file.sent', { bytes: file.size });
  }
}
