import { byId } from './lib/dom.js';
import { say } from './lib/language.js';
import { ownVersion } from './lib/own-server.js';

const { version, source } = await ownVersion();
if (version) {
  say(byId('version'), 'help.version', { version });
}
if (source) {
  byId('source').href = source;
  byId('source').hidden = false;
}
