// A file that is sent, and compared with what comes back.

import { tell } from '../language.js';
import { bytesOf, verdict } from './returns.js';

/** Elements, of which words has the verdict; send: as in picture.js. */
export function startFileCheck({ form, field, words }, send) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [file] = field.files;
    if (file) {
      sendFile(send, file, words);
    } else {
      tell(words, 'echo.file.none');
    }
  });
}

function sendFile(send, file, words) {
  const back = async (data, millis) => tell(words, ...verdict(await bytesOf(file), await bytesOf(data), millis));
  const lost = () => tell(words, 'echo.back.lost');
  if (send(file, file.size, file.name, { back, lost })) {
    tell(words, 'echo.file.sent', { bytes: file.size });
  }
}
