// Points and lines over two axes.

function drawXy(figure, holder) {
  const hidden = new Set();
  const plot = html('div', { class: 'plot' });
  const draw = () => {
    plot.replaceChildren();
    const width = Math.max(280, holder.clientWidth);
    const height = Math.round(Math.min(380, Math.max(230, width * 0.62)));
    const shown = figure.series.map((series, index) => ({ ...series, index })).filter(({ index }) => !hidden.has(index));
    const probe = scale(figure.y, 300, 0);
    const left = 34 + 7 * Math.max(...probe.ticks.map((tick) => tick.text.length), 3);
    const box = { left, right: width - 10, top: 8, bottom: height - 42 };
    const y = scale(figure.y, box.bottom, box.top);
    const x = scale(figure.x, box.left, box.right);
    const root = picture(figure, width, height);
    axes(root, box, x, y, [figure.x.title, figure.y.title]);
    const spots = [];
    for (const series of shown) spots.push(...drawSeries(root, figure, series, x, y));
    const unnamed = label(root, box, shown.filter((series) => series.mark === 'LABELLED_POINTS'), x, y);
    plot.append(root);
    if (unnamed) plot.append(html('p', { class: 'note' }, `${unnamed} ${unnamed === 1 ? 'name does' : 'names do'} not fit beside the points; the legend has all names.`));
    explain(root, plot, width, spots);
  };
  holder.append(plot);
  if (figure.series.length > 1) {
    const entries = figure.series.map((series, key) => ({
      key,
      name: series.name,
      icon: swatch(series.style, series.mark === 'GUIDE' ? 'guide' : series.mark === 'LINE' ? 'line' : ''),
    }));
    holder.append(legend(entries, hidden, draw));
  }
  return draw;
}

/** One series; returns its points as spots to explain. */
function drawSeries(root, figure, series, x, y) {
  const stroke = colour(series.style);
  const places = series.points.map((point) => [x(point[0]), y(point[1])]);
  const line = places.map(([px, py], index) => `${index ? 'L' : 'M'}${px.toFixed(1)} ${py.toFixed(1)}`).join('');
  if (series.mark === 'GUIDE') {
    root.append(svg('path', { class: 'guide', d: line, 'data-series': series.name }));
    return [];
  }
  const isLine = series.mark === 'LINE';
  const all = svg('g', { 'data-objective': series.name });
  root.append(all);
  drawIntervals(all, series, stroke, x, y);
  if (isLine) all.append(svg('path', { class: 'curve', stroke, d: line }));
  const size = isLine ? (series.points.length > 40 ? 1.8 : 3) : 5;
  return places.map(([px, py], index) => {
    all.append(marks(series.style, glyph(shape(series.style), px, py, size), { 'data-series': series.name }));
    const point = series.points[index];
    return {
      x: px,
      y: py,
      group: series.index,
      text: `${series.name}\n${figure.x.title}: ${estimate(point[0], point[3], point[5], figure.x)}\n${figure.y.title}: ${estimate(point[1], point[2], point[4], figure.y)}`,
    };
  });
}

/** Of lines a band, of points a whisker each. */
function drawIntervals(root, series, stroke, x, y) {
  const banded = series.points.filter((point) => point[2] && point[2].length);
  if (series.mark === 'LINE' && banded.length > 1) {
    const edge = (end) => banded.map((point) => `${x(point[0]).toFixed(1)} ${y(point[2][end]).toFixed(1)}`);
    root.append(svg('path', { class: 'band', fill: stroke, d: `M${edge(1).join('L')}L${edge(0).reverse().join('L')}z` }));
  } else {
    for (const point of banded) {
      root.append(svg('path', { class: 'interval', stroke, d: `M${x(point[0])} ${y(point[2][0])}V${y(point[2][1])}` }));
    }
  }
  for (const point of series.points.filter((one) => one[3] && one[3].length)) {
    root.append(svg('path', { class: 'interval', stroke, d: `M${x(point[3][0])} ${y(point[1])}H${x(point[3][1])}` }));
  }
}

const DISTANCES = [9, 24, 40, 60, 85, 115, 150];

/**
 * Writes names beside points where they cover no point and no other name: further away, with a line to the point, if there
 * is no place next to it. Returns how many names have no place at all. As in the class PointLabels.
 */
function label(root, box, series, x, y) {
  const taken = series.flatMap(({ points }) => points.map((point) => [x(point[0]) - 6, y(point[1]) - 6, x(point[0]) + 6, y(point[1]) + 6]));
  const isFree = (area) => area[0] >= box.left && area[2] <= box.right + 6 && area[1] >= box.top && area[3] <= box.bottom
    && taken.every((other) => area[0] > other[2] || area[2] < other[0] || area[1] > other[3] || area[3] < other[1]);
  let unnamed = 0;
  for (const { name, points } of series) {
    const text = name.length > 30 ? `${name.slice(0, 28)}...` : name;
    const length = text.length * 6.4 + 4;
    for (const [px, py] of points.map((point) => [x(point[0]), y(point[1])])) {
      const tries = DISTANCES.flatMap((far) => [-1, 1, 0, -0.5, 0.5].flatMap((down) => [1, -1].map((side) => ({ far, side, top: py + down * far - 7 }))));
      const found = tries.find(({ far, side, top }) => isFree(side > 0 ? [px + far, top, px + far + length, top + 14] : [px - far - length, top, px - far, top + 14]));
      if (!found) {
        unnamed++;
        continue;
      }
      const { far, side, top } = found;
      const at = px + side * far;
      taken.push(side > 0 ? [at, top, at + length, top + 14] : [at - length, top, at, top + 14]);
      if (far > DISTANCES[0]) root.append(svg('path', { class: 'leader', d: `M${px} ${py}L${at - 2 * side} ${top + 7}` }));
      root.append(svg('text', { class: 'label', x: at, y: top + 11, 'text-anchor': side > 0 ? 'start' : 'end' }, text));
    }
  }
  return unnamed;
}
