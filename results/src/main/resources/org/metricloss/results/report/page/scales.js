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

/** A scale over the range of an axis, which the figure's data state: the same range is in the exported file. */
function scale(axis, from, to) {
  const [low, high] = [axis.from, axis.to];
  const through = axis.log ? Math.log : (value) => value;
  const pixels = (value) => from + ((through(value) - through(low)) / (through(high) - through(low))) * (to - from);
  const least = axis.low === undefined ? low : Math.max(low, axis.low);
  const greatest = axis.high === undefined ? high : Math.min(high, axis.high);
  pixels.ticks = axis.log ? logTicks(low, high) : linearTicks(least, greatest, Math.max(2, Math.abs(to - from) / (to < from ? 45 : 70)));
  return pixels;
}
