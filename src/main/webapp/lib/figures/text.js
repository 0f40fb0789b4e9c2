// Reads figures in Prometheus's text format 0.0.4.

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const ESCAPES = { n: '\n', '"': '"', '\\': '\\' };

/** A Map of each name to its samples: [{ labels, value }]. */
export function readFigures(text) {
  const families = new Map();
  for (const line of text.split('\n')) {
    const [, name, labels, value] = (line.startsWith('#') ? null : SAMPLE.exec(line)) ?? [];
    if (name) {
      const samples = families.get(name) ?? [];
      samples.push({ labels: readLabels(labels ?? ''), value: number(value) });
      families.set(name, samples);
    }
  }
  return families;
}

function readLabels(text) {
  return Object.fromEntries([...text.matchAll(LABEL)].map(([, name, value]) => [name, value.replace(/\\(.)/g, (all, c) => ESCAPES[c] ?? all)]));
}

function number(text) {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}
