const COLOURS = 10;
const SHAPES = 6;
const STYLES = COLOURS * SHAPES;

// Looks: a style is a colour and a shape. As in the class Palette, styles from STYLES on are those of classes and other
// parts, which have no colour and no shape of an objective.

const isPart = (style) => Math.floor(style / STYLES) % 2;
const part = (index) => STYLES + (index % STYLES);
const colour = (style) => `var(--c${(style % COLOURS) + COLOURS * isPart(style)})`;
const shape = (style) => ((style % STYLES) + Math.floor((style % STYLES) / COLOURS)) % SHAPES + SHAPES * isPart(style);
const CROSS = 4;
const isOpen = (kind) => kind === CROSS;

function glyph(kind, x, y, r) {
  const at = (dx, dy) => `${(x + dx * r).toFixed(1)} ${(y + dy * r).toFixed(1)}`;
  switch (kind) {
    case 0: return `M${at(-1, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 1: return `M${at(-0.9, -0.9)}h${1.8 * r}v${1.8 * r}h${-1.8 * r}z`;
    case 2: return `M${at(0, -1.15)}L${at(1.05, 0.8)}L${at(-1.05, 0.8)}z`;
    case 3: return `M${at(0, -1.25)}L${at(1.05, 0)}L${at(0, 1.25)}L${at(-1.05, 0)}z`;
    case CROSS: return `M${at(-0.9, -0.9)}l${1.8 * r} ${1.8 * r}m0 ${-1.8 * r}l${-1.8 * r} ${1.8 * r}`;
    case 6: return `M${at(-0.35, -1.1)}h${0.7 * r}v${0.75 * r}h${0.75 * r}v${0.7 * r}h${-0.75 * r}v${0.75 * r}h${-0.7 * r}v${-0.75 * r}h${-0.75 * r}v${-0.7 * r}h${0.75 * r}z`;
    case 7: return `M${at(-1.25, -0.5)}h${2.5 * r}v${r}h${-2.5 * r}z`;
    case 8: return `M${[[0, -1.3], [0.33, -0.45], [1.24, -0.4], [0.53, 0.17], [0.76, 1.05], [0, 0.56], [-0.76, 1.05], [-0.53, 0.17], [-1.24, -0.4], [-0.33, -0.45]].map(([dx, dy]) => at(dx, dy)).join('L')}z`;
    case 9: return `M${at(-0.5, -1.25)}h${r}v${2.5 * r}h${-r}z`;
    case 10: return `M${[[-1.15, -1], [0, -0.2], [1.15, -1], [1.15, 1], [0, 0.2], [-1.15, 1]].map(([dx, dy]) => at(dx, dy)).join('L')}z`;
    case 11: return `M${[[-1, -1.15], [1, -1.15], [0.2, 0], [1, 1.15], [-1, 1.15], [-0.2, 0]].map(([dx, dy]) => at(dx, dy)).join('L')}z`;
    default: return `M${at(0, 1.15)}L${at(1.05, -0.8)}L${at(-1.05, -0.8)}z`;
  }
}

function marks(style, path, attributes) {
  const open = isOpen(shape(style));
  return svg('path', { class: 'mark', d: path, stroke: colour(style), fill: open ? 'none' : colour(style), ...attributes });
}

function swatch(style, line) {
  const icon = svg('svg', { viewBox: '0 0 18 14', 'aria-hidden': 'true' });
  if (line) icon.append(svg('path', { class: line === 'guide' ? 'guide' : 'curve', d: 'M0 7h18', stroke: colour(style) }));
  if (line !== 'guide') icon.append(marks(style, glyph(shape(style), 9, 7, 4), {}));
  return icon;
}

/** Fades whatever belongs to other objectives, in all figures and in the answer; with no name, nothing. */
function highlight(name) {
  const all = [...document.querySelectorAll('[data-objective]')];
  const known = all.some((node) => node.dataset.objective === name);
  for (const node of all) node.classList.toggle('faded', known && node.dataset.objective !== name);
}

function highlights(node, name) {
  for (const event of ['pointerenter', 'focusin']) node.addEventListener(event, () => highlight(name));
  for (const event of ['pointerleave', 'focusout']) node.addEventListener(event, () => highlight(''));
}

/** A legend whose buttons show and hide. The entry under the pointer is highlighted in all figures. */
function legend(entries, hidden, redraw) {
  const list = html('ul', { class: 'legend' });
  for (const { key, name, icon } of entries) {
    const button = html('button', { type: 'button', 'aria-pressed': String(!hidden.has(key)) }, icon, name);
    button.addEventListener('click', () => {
      if (!hidden.delete(key)) hidden.add(key);
      button.setAttribute('aria-pressed', String(!hidden.has(key)));
      redraw();
    });
    highlights(button, name);
    list.append(html('li', {}, button));
  }
  return list;
}

/** Fills that differ without colour, too. */
function hatch(id, index, ink) {
  const pattern = svg('pattern', { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${index % 2 ? 45 : 135})` });
  pattern.append(svg('rect', { width: 6, height: 6, fill: ink, opacity: index % 2 ? 0.55 : 0.3 }), svg('rect', { width: index % 2 ? 3 : 2, height: 6, fill: ink }));
  return pattern;
}
