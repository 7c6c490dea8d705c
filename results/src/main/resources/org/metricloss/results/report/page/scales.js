// Scales: from values to pixels, with ticks.

function linearTicks(low, high, most) {
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= raw * 0.999);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    const at = k * step;
    ticks.push({ at, text: Math.abs(at) >= 1e6 || (at !== 0 && digits > 5) ? number(at) : at.toFixed(digits).replace(/^-(0\.?0*)$/, '$1') });
  }
  return ticks;
}

function logTicks(low, high) {
  const wide = Math.log10(high / low) > 2.5;
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const digit of wide ? [1] : [1, 2, 5]) {
      const at = digit * 10 ** power;
      if (at >= low * 0.999 && at <= high * 1.001) ticks.push({ at, text: number(at) });
    }
  }
  const every = Math.ceil(ticks.length / 8);
  return ticks.filter((tick, index) => index % every === 0);
}

// Not spread into one call: engines take about a hundred thousand arguments at most.
const leastOf = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);
const greatestOf = (values) => values.reduce((greatest, value) => Math.max(greatest, value), -Infinity);

/** A scale that shows all values, with a margin, within what can be. */
function scale(values, axis, from, to, fromZero) {
  const [least, greatest] = [axis.low === undefined ? -Infinity : axis.low, axis.high === undefined ? Infinity : axis.high];
  let low = Math.max(least, leastOf(values));
  let high = Math.min(greatest, greatestOf(values));
  if (fromZero) low = Math.min(0, low);
  if (axis.log) {
    const margin = Math.max((high / low) ** 0.06, 1.1);
    low /= margin;
    high *= margin;
  } else {
    const margin = high > low ? (high - low) * 0.07 : Math.abs(high) * 0.1 || 1;
    if (!fromZero || low < 0) low = Math.max(low - margin, least);
    // Marks at the very end need room.
    high = Math.min(high + margin, greatest + margin / 2);
  }
  const through = axis.log ? Math.log : (value) => value;
  const pixels = (value) => from + ((through(value) - through(low)) / (through(high) - through(low))) * (to - from);
  pixels.ticks = axis.log ? logTicks(low, high) : linearTicks(low, Math.min(high, greatest), Math.max(2, Math.abs(to - from) / (to < from ? 45 : 70)));
  pixels.clamp = (value) => pixels(Math.min(high, greatest, Math.max(low, value)));
  return pixels;
}
