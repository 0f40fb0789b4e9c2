// The sheet's colours for canvases, which know no custom properties.

const NAMES = ['land', 'sea', 'coast', 'grid', 'surface', 'ink', 'muted', 'halo'];
const TINTS = 6;

/** Reads them through an element, so that they come as a canvas takes them. */
export function readColours(parent) {
  const probe = document.createElement('span');
  probe.hidden = true;
  parent.append(probe);
  const colours = { tints: [] };
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  for (let tint = 0; tint < TINTS; tint++) {
    probe.className = `tint-${tint}`;
    probe.style.color = 'var(--tint)';
    colours.tints.push(getComputedStyle(probe).color);
  }
  probe.className = '';
  probe.style.color = 'var(--on-tint)';
  colours.onTint = getComputedStyle(probe).color;
  colours.font = getComputedStyle(parent).fontFamily;
  probe.remove();
  return colours;
}
