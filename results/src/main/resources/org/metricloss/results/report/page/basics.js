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

function withInterval(value, interval) {
  return interval && interval.length ? `${number(value)} (${number(interval[0])} to ${number(interval[1])})` : number(value);
}
