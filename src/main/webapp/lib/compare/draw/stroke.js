// A piece of a stroke as a change: 'draw 3 120,40 126,44', a colour and points on a sheet of fixed size; 'clear' empties the sheet.

export const WIDTH = 480;
export const HEIGHT = 300;
/** Dark enough on white paper, and well apart. */
const COLOURS = ['#0b5cc4', '#b3201c', '#0f6e3f', '#86277a', '#8a5200'];
const THICK = 5;

export const CLEAR = 'clear';

/** points: [x, y, x, y …] */
export function writeStroke(colour, points) {
  let text = `draw ${colour}`;
  for (let i = 0; i + 1 < points.length; i += 2) {
    text += ` ${Math.round(points[i])},${Math.round(points[i + 1])}`;
  }
  return text;
}

/** Draws what a change says. */
export function drawChange(context, what) {
  if (what === CLEAR) {
    blank(context);
    return;
  }
  const [kind, colour, ...points] = what.split(' ');
  if (kind !== 'draw' || points.length === 0) {
    return;
  }
  context.strokeStyle = COLOURS[Number(colour) % COLOURS.length] ?? COLOURS[0];
  context.lineWidth = THICK;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  for (const point of points) {
    const [x, y] = point.split(',');
    context.lineTo(Number(x), Number(y));
  }
  if (points.length === 1) {
    const [x, y] = points[0].split(',');
    context.lineTo(Number(x) + 0.1, Number(y));
  }
  context.stroke();
}

export function blank(context) {
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, WIDTH, HEIGHT);
}
