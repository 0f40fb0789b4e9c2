// The form of the options and the address, each kept as the other says.

import { parseAddress } from '../address.js';
import { announce } from '../announce.js';
import { copyField } from '../copy.js';
import { byId } from '../dom.js';
import { t } from '../language.js';
import { OPTIONS, optionsOf, withOptions } from './options.js';

/** Joins the form to the field with the address. */
export function joinOptions(endpoint) {
  byId('options').addEventListener('input', () => toAddress(endpoint));
  endpoint.addEventListener('input', () => toForm(endpoint));
  byId('copy-address').addEventListener('click', async () => {
    const copied = await copyField(endpoint);
    announce('copy-address', () => t(copied ? 'echo.options.copied' : 'echo.options.notCopied'));
  });
  toForm(endpoint);
}

function toAddress(endpoint) {
  const { address } = parseAddress(endpoint.value);
  if (address) {
    byId('option-prefix').disabled = byId('option-bare').checked;
    endpoint.value = withOptions(address, values());
  }
}

function values() {
  const asked = {};
  for (const name of OPTIONS) {
    const field = byId(`option-${name}`);
    if (field.type === 'checkbox' ? field.checked : field.value !== '') {
      asked[name] = field.type === 'checkbox' ? '1' : field.value;
    }
  }
  return byId('option-bare').checked ? { ...asked, prefix: '' } : asked;
}

function toForm(endpoint) {
  const { address } = parseAddress(endpoint.value);
  if (!address) {
    return;
  }
  const asked = optionsOf(address);
  for (const name of OPTIONS) {
    const field = byId(`option-${name}`);
    if (field.type === 'checkbox') {
      field.checked = asked[name] === '1';
    } else {
      field.value = asked[name] ?? '';
    }
  }
  byId('option-bare').checked = asked.prefix === '';
  byId('option-prefix').disabled = asked.prefix === '';
}
