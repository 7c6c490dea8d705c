const SVG = 'http://www.w3.org/2000/svg';

// Elements. Texts are set as text, never as markup.

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  for (const child of children) node.append(child);
  return node;
}
const svg = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);
const html = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

// Numbers: the same digits in every locale.

function number(value) {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-3) return value.toExponential(2).replace(/\.?0+e/, 'e');
  return String(Number(value.toPrecision(4)));
}

/** Rounds half up on the decimal digits, as the tables do; toFixed rounds the binary number, which differs at a half. */
function rounded(value, decimals) {
  const size = Math.abs(value);
  // Below 1e-6 a number is written with an exponent, and rounds to 0.
  const units = size < 1e-6 ? 0 : Math.round(Number(`${size}e${decimals}`));
  return (value < 0 ? '-' : '') + Number(`${units}e-${decimals}`).toFixed(decimals);
}

/** A value as the tables write it: measures with four decimals, others with four significant digits. */
function written(value, axis) {
  if (axis.decimals) return rounded(value, 4);
  const size = Math.abs(value);
  if (size >= 1e7 || (size > 0 && size < 1e-3)) return value.toExponential(3).replace(/e([+-])(\d)$/, 'e$10$2');
  return String(Number(value.toPrecision(4)));
}

/** A mean with its interval as the tables write it; instead, the values themselves where they are too few for one. */
function estimate(value, interval, few, axis) {
  if (few && few.length) return few.map((one) => written(one, axis)).join(' and ');
  const mean = written(value, axis);
  return interval && interval.length ? `${mean} [${written(interval[0], axis)}, ${written(interval[1], axis)}]` : mean;
}
