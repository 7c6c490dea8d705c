// Points and lines over two axes.

function drawXy(figure, holder) {
  const hidden = new Set();
  const plot = html('div', { class: 'plot' });
  const draw = () => {
    plot.replaceChildren();
    const width = Math.max(280, holder.clientWidth);
    const height = Math.round(Math.min(380, Math.max(230, width * 0.62)));
    const shown = figure.series.map((series, index) => ({ ...series, index })).filter(({ index }) => !hidden.has(index));
    const points = shown.flatMap((series) => series.points);
    const all = points.length ? points : figure.series.flatMap((series) => series.points);
    const within = (value, log) => Number.isFinite(value) && (!log || value > 0);
    const ys = all.flatMap((point) => [point[1], ...(point[2] || [])]).filter((value) => within(value, figure.y.log));
    const xs = all.flatMap((point) => [point[0], ...(point[3] || [])]).filter((value) => within(value, figure.x.log));
    const probe = scale(ys, figure.y, 300, 0, false);
    const left = 34 + 7 * Math.max(...probe.ticks.map((tick) => tick.text.length), 3);
    const box = { left, right: width - 10, top: 8, bottom: height - 42 };
    const y = scale(ys, figure.y, box.bottom, box.top, false);
    const x = scale(xs, figure.x, box.left, box.right, false);
    const root = picture(figure, width, height);
    axes(root, box, x, y, [figure.x.title, figure.y.title]);
    const spots = [];
    for (const series of shown) spots.push(...drawSeries(root, figure, series, x, y));
    label(root, box, shown.filter((series) => series.mark === 'LABELLED_POINTS'), x, y);
    plot.append(root);
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
  drawIntervals(root, series, stroke, x, y);
  if (isLine) root.append(svg('path', { class: 'curve', stroke, d: line }));
  const size = isLine ? (series.points.length > 40 ? 1.8 : 3) : 5;
  return places.map(([px, py], index) => {
    root.append(marks(series.style, glyph(shape(series.style), px, py, size), { 'data-series': series.name }));
    const point = series.points[index];
    return {
      x: px,
      y: py,
      group: series.index,
      text: `${series.name}\n${figure.x.title}: ${withInterval(point[0], point[3])}\n${figure.y.title}: ${withInterval(point[1], point[2])}`,
    };
  });
}

/** Of lines a band, of points a whisker each. */
function drawIntervals(root, series, stroke, x, y) {
  const banded = series.points.filter((point) => point[2] && point[2].length);
  if (series.mark === 'LINE' && banded.length > 1) {
    const edge = (end) => banded.map((point) => `${x(point[0]).toFixed(1)} ${y.clamp(point[2][end]).toFixed(1)}`);
    root.append(svg('path', { class: 'band', fill: stroke, d: `M${edge(1).join('L')}L${edge(0).reverse().join('L')}z` }));
  } else {
    for (const point of banded) {
      root.append(svg('path', { class: 'interval', stroke, d: `M${x(point[0])} ${y.clamp(point[2][0])}V${y.clamp(point[2][1])}` }));
    }
  }
  for (const point of series.points.filter((one) => one[3])) {
    root.append(svg('path', { class: 'interval', stroke, d: `M${x.clamp(point[3][0])} ${y(point[1])}H${x.clamp(point[3][1])}` }));
  }
}

/** Writes names beside points where they collide with nothing; the legend has them all. */
function label(root, box, series, x, y) {
  const taken = series.flatMap(({ points }) => points.map((point) => [x(point[0]) - 6, y(point[1]) - 6, x(point[0]) + 6, y(point[1]) + 6]));
  for (const { name, points } of series) {
    const text = name.length > 30 ? `${name.slice(0, 28)}...` : name;
    const length = text.length * 6.4 + 4;
    for (const point of points) {
      const [px, py] = [x(point[0]), y(point[1])];
      const tries = [[px + 9, py - 7, 'start'], [px - 9, py - 7, 'end'], [px + 9, py + 15, 'start'], [px - 9, py + 15, 'end'], [px + 9, py - 22, 'start'], [px - 9, py - 22, 'end']];
      for (const [at, base, anchor] of tries) {
        const area = [anchor === 'start' ? at : at - length, base - 11, anchor === 'start' ? at + length : at, base + 3];
        const inside = area[0] >= box.left && area[2] <= box.right + 6 && area[1] >= box.top && area[3] <= box.bottom;
        const free = taken.every((other) => area[0] > other[2] || area[2] < other[0] || area[1] > other[3] || area[3] < other[1]);
        if (inside && free) {
          taken.push(area);
          root.append(svg('text', { class: 'label', x: at, y: base, 'text-anchor': anchor }, text));
          break;
        }
      }
    }
  }
}
