// What all charts share: Plotly with the page's colours, shapes, names and keys.

const COLOURS = 10;
const SYMBOLS = ['circle', 'square', 'triangle-up', 'diamond', 'x', 'triangle-down', 'cross', 'diamond-wide', 'star', 'diamond-tall', 'bowtie', 'hourglass'];
const SHAPES = SYMBOLS.length / 2;
const STYLES = COLOURS * SHAPES;
const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'];

/** A variable of the style sheet. Plotly writes colours into attributes, which know no variables. */
const ink = (name) => {
  if (!ink.known.has(name)) ink.known.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return ink.known.get(name);
};
ink.known = new Map();

/** A style's colour, symbol and dashes. As in the class Palette, styles from STYLES on are those of classes and other parts. */
function look(style) {
  const part = Math.floor(style / STYLES) % 2;
  const index = style % STYLES;
  const shape = (index + Math.floor(index / COLOURS)) % SHAPES;
  const name = `c${(index % COLOURS) + COLOURS * part}`;
  return { name, colour: ink(name), symbol: SYMBOLS[shape + SHAPES * part], dash: DASHES[shape] };
}

/** Paper has no buttons above charts, and less room. */
const onPaper = () => document.documentElement.classList.contains('paper');
const above = () => (onPaper() ? 10 : 30);

/** Figures that have a row to themselves, as in the style sheet. */
const WIDE = '[data-kind="heat"]:not(figure + figure), figure:not(figure + figure):not(:has(+ figure)), figure:not(figure + figure):has(+ figure[data-kind="embeddings"])';

/**
 * The width of a chart. On paper it is fixed, and the style sheet fits it to its column: the browser counts the pages before a
 * chart could be drawn again, and what no longer fits would be lost.
 */
const widthOf = (holder) => {
  if (onPaper()) return holder.closest('figure').matches(WIDE) ? 680 : 330;
  return Math.max(280, holder.clientWidth);
};

/** A text for Plotly, which reads some markup in texts. */
const plain = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const cut = (text, most) => plain(text.length > most ? `${text.slice(0, most - 2)}..` : text);

/** An axis over the range that the figure's data state: the exported file has the same range. */
function axisOf(axis, more) {
  const size = Math.max(Math.abs(axis.from), Math.abs(axis.to));
  const isOdd = size >= 1e7 || size < 1e-3;
  const decades = axis.log ? Math.log10(axis.to / axis.from) : 0;
  return {
    title: { text: plain(axis.title), standoff: 6, font: { color: ink('ink'), size: onPaper() ? 10 : 14 } },
    type: axis.log ? 'log' : 'linear',
    range: [axis.from, axis.to].map((end) => (axis.log ? Math.log10(end) : end)),
    // From two powers of ten on there are ticks at powers alone.
    nticks: decades > 2 ? Math.floor(decades) + 1 : 0,
    exponentformat: isOdd ? 'e' : 'none',
    // Plotly would write ticks between powers of ten as their digit alone. All have one digit, unless they are evenly spaced.
    tickformat: axis.log ? (isOdd ? '.0e' : '.1r') : '',
    tickformatstops: axis.log ? [{ dtickrange: [null, 'L1e300'], value: '' }] : [],
    gridcolor: ink('grid'),
    linecolor: ink('line'),
    zeroline: false,
    ...more,
  };
}

const layoutOf = (more) => ({
  autosize: false,
  showlegend: false,
  hovermode: 'closest',
  // Touch scrolls the page.
  dragmode: matchMedia('(pointer: coarse)').matches ? false : 'zoom',
  uirevision: 'kept',
  paper_bgcolor: ink('panel'),
  plot_bgcolor: ink('panel'),
  font: { family: getComputedStyle(document.body).fontFamily, size: onPaper() ? 10 : 12, color: ink('soft') },
  hoverlabel: { bgcolor: ink('ink'), bordercolor: ink('ink'), align: 'left', namelength: -1, font: { size: 12.5, color: ink('paper') } },
  modebar: { bgcolor: 'rgba(0,0,0,0)', color: ink('soft'), activecolor: ink('ink') },
  ...more,
});

/** A button that saves what is shown, with a legend in the picture. */
const download = (id, format) => ({
  name: `Download as ${format.toUpperCase()}`,
  icon: format === 'png' ? Plotly.Icons.camera : Plotly.Icons.disk,
  click: ({ data, layout }) => {
    const showlegend = data.filter((trace) => trace.showlegend !== false).length > 1;
    const width = layout.width + (showlegend ? 290 : 0);
    const margin = { ...layout.margin, r: layout.margin.r + width - layout.width };
    Plotly.downloadImage({ data, layout: { ...layout, showlegend, width, margin } }, { format, scale: 2, filename: id, width, height: layout.height });
  },
});

/** The text of a point: one for each, or for each cell. */
const textOf = ({ hovertext }, at) => [at].flat().reduce((texts, place) => texts[place], hovertext);

/**
 * Draws a chart into a holder and returns the function that draws it anew. make(width) returns traces and layout; tell(point)
 * shows what is under the pointer or where the arrow keys have gone, and tell() that it is nothing; it may return words on it.
 */
function chart({ id, title }, holder, make, tell = () => {}) {
  const node = html('div', { class: 'chart', tabindex: '0', role: 'group', 'aria-label': title });
  const status = html('p', { class: 'unseen', role: 'status' });
  holder.append(node, status);
  const told = (point) => {
    const trace = point && node.data[point.curveNumber];
    status.textContent = trace && trace.hovertext ? textOf(trace, point.pointNumber).replace(/<br>/g, '\n').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&') : '';
    highlight(trace ? ownerOf(trace, point.pointNumber) : '');
    const words = tell(point);
    if (words) status.textContent = words;
  };
  let drawn = false;
  return () => {
    const { traces, layout, bar = true } = make(widthOf(holder));
    const buttons = [[download(id, 'png'), download(id, 'svg')], ['zoom2d', 'pan2d'], ['zoomIn2d', 'zoomOut2d', 'resetScale2d']];
    Plotly.react(node, traces, layoutOf(layout), { displaylogo: false, displayModeBar: bar, doubleClick: 'reset', modeBarButtons: buttons });
    // Paper has another width.
    for (const svg of node.querySelectorAll('.main-svg')) svg.setAttribute('viewBox', `0 0 ${layout.width} ${layout.height}`);
    mark(node);
    if (drawn) return;
    drawn = true;
    node.on('plotly_afterplot', () => mark(node));
    node.on('plotly_hover', ({ points }) => told(points[0]));
    node.on('plotly_unhover', () => told());
    walk(node, told);
  };
}

/** Arrow keys go from point to point and from series to series; Escape leaves. */
function walk(node, tell) {
  let current = -1;
  const points = () => node.data.flatMap((trace, curveNumber) => {
    if (trace.hoverinfo === 'skip' || trace.visible === false) return [];
    const places = trace.z ? trace.z.flatMap((row, i) => row.map((cell, j) => (cell === null ? null : [i, j]))) : trace.x.map((x, i) => (x === null ? null : i));
    return places.filter((place) => place !== null).map((pointNumber) => ({ curveNumber, pointNumber }));
  });
  node.addEventListener('keydown', (event) => {
    const all = points();
    const turn = (by) => {
      const curves = [...new Set(all.map((point) => point.curveNumber))];
      const from = curves.indexOf(all[Math.max(0, current)].curveNumber);
      return all.findIndex((point) => point.curveNumber === curves[(from + by + curves.length) % curves.length]);
    };
    const moves = {
      ArrowRight: () => (current + 1) % all.length,
      ArrowLeft: () => (current <= 0 ? all.length : current) - 1,
      ArrowDown: () => turn(current < 0 ? 0 : 1),
      ArrowUp: () => turn(current < 0 ? 0 : -1),
      Escape: () => -1,
    };
    if (!moves[event.key] || !all.length) return;
    event.preventDefault();
    current = moves[event.key]();
    if (current < 0) Plotly.Fx.unhover(node);
    else Plotly.Fx.hover(node, [all[current]]);
    tell(all[current]);
  });
  node.addEventListener('blur', () => {
    if (current >= 0) Plotly.Fx.unhover(node);
    current = -1;
    tell();
  });
}

/** Whose a point is: of a series, or of a category. */
const ownerOf = ({ meta, customdata }, at) => (Array.isArray(customdata) && typeof customdata[0] === 'string' ? customdata[at] : meta);

/** Marks what is drawn with the name of its objective, which is part of the data that Plotly binds to its elements. */
function mark(node) {
  for (const series of node.querySelectorAll('.scatterlayer > .trace')) if (series.__data__[0].trace.meta) series.dataset.objective = series.__data__[0].trace.meta;
  for (const bar of node.querySelectorAll('.barlayer .point')) bar.dataset.objective = ownerOf(bar.parentNode.parentNode.__data__[0].trace, bar.__data__.i);
}

/** Fades what belongs to other objectives, in the answer and in all figures that show this one; with no name, nothing. */
function highlight(objective) {
  for (const part of document.querySelectorAll('figure, .ranking')) {
    const all = [...part.querySelectorAll('[data-objective]')];
    const known = all.some((node) => node.dataset.objective === objective);
    for (const node of all) node.classList.toggle('faded', known && node.dataset.objective !== objective);
  }
}

function highlights(node, objective) {
  for (const event of ['pointerenter', 'focusin']) node.addEventListener(event, () => highlight(objective));
  for (const event of ['pointerleave', 'focusout']) node.addEventListener(event, () => highlight(''));
}

/** A legend whose buttons show and hide. The entry under the pointer is highlighted in all figures. */
function legend(entries, hidden, redraw) {
  const list = html('ul', { class: 'legend' });
  for (const { key, name: entry, icon } of entries) {
    const button = html('button', { type: 'button', 'aria-pressed': 'true' }, icon, entry);
    button.addEventListener('click', () => {
      if (!hidden.delete(key)) hidden.add(key);
      button.setAttribute('aria-pressed', String(!hidden.has(key)));
      redraw();
    });
    highlights(button, entry);
    list.append(html('li', {}, button));
  }
  return list;
}

/** The outline of each symbol, as Plotly draws it. */
function outlines() {
  if (!outlines.known) {
    const node = html('div');
    Plotly.newPlot(node, [{ x: SYMBOLS.map((symbol, i) => i), y: SYMBOLS.map(() => 0), mode: 'markers', marker: { symbol: SYMBOLS, size: 9 } }], { width: 300, height: 200 });
    const paths = [...node.querySelectorAll('.points path')].map((path) => path.getAttribute('d'));
    outlines.known = new Map(SYMBOLS.map((symbol, i) => [symbol, paths[i]]));
  }
  return outlines.known;
}

const LENGTHS = { solid: '', dash: '6 4', dot: '2 2', dashdot: '6 2 2 2', longdash: '9 4', longdashdot: '9 2 2 2', guide: '4 4' };

/** An icon of a style: its symbol, a line with it, or a line alone. */
function swatch(style, line = '') {
  const { name: variable, symbol, dash } = look(style);
  const colour = line === 'guide' ? 'var(--soft)' : `var(--${variable})`;
  const icon = svg('svg', { viewBox: '0 0 26 14', 'aria-hidden': 'true' });
  if (line) icon.append(svg('path', { d: 'M0 7h26', stroke: colour, 'stroke-width': 2, 'stroke-dasharray': LENGTHS[line === 'guide' ? line : dash] }));
  if (line !== 'guide') icon.append(svg('path', { d: outlines().get(symbol), fill: colour, transform: 'translate(13,7)' }));
  return icon;
}
