// Points and lines over two axes.

const marginOf = () => ({ l: 62, r: 20, t: above(), b: 46 });

function drawXy(figure, holder) {
  return drawChoice({ ...figure, variants: [figure] }, holder);
}

/** One of several charts of the same things; which of them, the reader chooses by its axes. */
function drawChoice(figure, holder) {
  let shown = figure.variants[0];
  const hidden = new Set();
  const note = html('p', { class: 'note', hidden: '' });
  const draw = chart(figure, holder, (width) => {
    const height = Math.round(onPaper() ? Math.min(250, Math.max(195, width * 0.5)) : Math.min(380, Math.max(240, width * 0.62)));
    const series = shown.series.filter((one, place, all) => !hidden.has(one.name) && !hidden.has((ownerOfGuide(all, place) || {}).name));
    const { names, unnamed } = namesBeside(shown, series, width, height);
    note.hidden = !unnamed;
    note.textContent = `${unnamed} ${unnamed === 1 ? 'name does' : 'names do'} not fit beside the points; the legend has all names.`;
    return {
      traces: series.flatMap((one, place) => tracesOf(shown, one, ownerOfGuide(series, place), ownerOfGuide(series, place + 1) === one ? series[place + 1].name : '')),
      layout: { width, height, margin: marginOf(), xaxis: axisOf(shown.x, isCounted(shown) && { dtick: 1 }), yaxis: axisOf(shown.y), annotations: names, uirevision: shown.title },
    };
  });
  holder.append(note);
  const named = figure.variants[0].series.filter((one, place, all) => one.mark !== 'SINGLES' && !ownerOfGuide(all, place));
  if (named.length > 1) {
    const line = { LINE: 'line', GUIDE: 'guide' };
    holder.append(legend(named.map((one) => ({ key: one.name, name: one.name, icon: swatch(one.style, line[one.mark]) })), hidden, draw));
  }
  const choices = ['y', 'x'].map((axis) => choice(axis, figure.variants)).filter(Boolean);
  for (const select of choices) {
    select.addEventListener('change', () => {
      const value = (axis) => (choices.find((one) => one.name === axis) || {}).value || shown[axis].title;
      shown = figure.variants.find((one) => one.y.title === value('y') && one.x.title === value('x')) || shown;
      const caption = holder.closest('figure').querySelector('figcaption');
      caption.querySelector('strong').textContent = shown.title;
      caption.querySelector('span').textContent = shown.caption;
      draw();
    });
  }
  if (choices.length) holder.prepend(html('p', { class: 'choices' }, ...choices.map((select) => html('label', {}, select.name === 'y' ? 'Measure ' : 'Cost ', select))));
  return draw;
}

/** Whether x counts few things, such as epochs, so that no tick lies between two numbers. */
const isCounted = ({ x, series }) => !x.log && x.to - x.from < 12 && series.every((one) => one.points.every((point) => Number.isInteger(point[0])));

function choice(axis, variants) {
  const titles = [...new Set(variants.map((one) => one[axis].title))];
  return titles.length > 1 && html('select', { name: axis }, ...titles.map((title) => html('option', { value: title }, title)));
}

/** The line that a guide belongs to: the one directly before it. Both are shown and hidden together, under the line's name. */
function ownerOfGuide(series, place) {
  const before = series[place - 1];
  return series[place] && series[place].mark === 'GUIDE' && before && before.mark === 'LINE' ? before : null;
}

/** The traces of a series: its intervals, of lines as a band, and its points. A line tells the name of its guide as well. */
function tracesOf(figure, series, owner, guide) {
  const { colour, symbol, dash } = look(series.style);
  const { points } = series;
  const own = { type: 'scatter', name: cut(series.name, 40), meta: series.name, x: points.map((point) => point[0]), y: points.map((point) => point[1]) };
  if (series.mark === 'GUIDE') return [{ ...own, meta: owner ? owner.name : undefined, mode: 'lines', line: { color: owner ? colour : ink('soft'), width: 1.5, dash: '5px,4px' }, showlegend: !owner, hoverinfo: 'skip' }];
  const isLine = series.mark === 'LINE';
  const isSingle = series.mark === 'SINGLES';
  const banded = points.filter((point) => point[2] && point[2].length);
  const hasBand = isLine && banded.length > 1;
  const edge = (end) => banded.map((point) => [point[0], point[2][end]]);
  const outline = hasBand ? [...edge(1), ...edge(0).reverse()] : [];
  const errors = (at, interval) => ({
    type: 'data',
    symmetric: false,
    array: points.map((point) => (point[interval] && point[interval].length ? point[interval][1] - point[at] : undefined)),
    arrayminus: points.map((point) => (point[interval] && point[interval].length ? point[at] - point[interval][0] : undefined)),
    color: colour,
    thickness: 1.5,
    width: 0,
  });
  const band = { ...own, mode: 'lines', x: outline.map(([x]) => x), y: outline.map(([, y]) => y), fill: 'toself', fillcolor: `${colour}24`, line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
  const trace = {
    ...own,
    mode: isLine ? 'lines+markers' : 'markers',
    line: { color: colour, width: 2, dash },
    marker: { color: colour, symbol: isSingle ? `${symbol}-open` : symbol, size: isLine ? (points.length > 40 ? 4 : 7) : isSingle ? 6 : 11, opacity: isSingle ? 0.75 : 1 },
    showlegend: !isSingle,
    hoverinfo: 'text',
    hovertext: points.map((point) => [
      series.name + (isSingle ? ', one seed' : ''),
      `${figure.x.title}: ${estimate(point[0], point[3], point[5], figure.x)}`,
      `${figure.y.title}: ${estimate(point[1], point[2], point[4], figure.y)}`,
      ...(guide ? [`dashed: ${guide}`] : []),
    ].map(plain).join('<br>')),
  };
  if (!hasBand) trace.error_y = errors(1, 2);
  trace.error_x = errors(0, 3);
  return hasBand ? [band, trace] : [trace];
}

const DISTANCES = [9, 24, 40, 60, 85, 115, 150];

/**
 * Names beside points where they cover no point and no other name: further away, with a line to the point, if there is no place
 * next to it. If it can be, they cover no value of a single seed and no guide either. As in the class PointLabels.
 */
function namesBeside(figure, all, width, height) {
  const series = all.filter((one) => one.mark === 'LABELLED_POINTS');
  const margin = marginOf();
  const box = { left: margin.l, right: width - margin.r, top: margin.t, bottom: height - margin.b };
  const pixels = (axis, from, to) => {
    const through = axis.log ? Math.log10 : (value) => value;
    return (value) => from + ((through(value) - through(axis.from)) / (through(axis.to) - through(axis.from))) * (to - from);
  };
  const [x, y] = [pixels(figure.x, box.left, box.right), pixels(figure.y, box.bottom, box.top)];
  const taken = series.flatMap(({ points }) => points.map((point) => [x(point[0]) - 6, y(point[1]) - 6, x(point[0]) + 6, y(point[1]) + 6]));
  const isFree = (area, of) => area[0] >= box.left && area[2] <= box.right + 6 && area[1] >= box.top && area[3] <= box.bottom
    && of.every((other) => area[0] > other[2] || area[2] < other[0] || area[1] > other[3] || area[3] < other[1]);
  const around = ([px, py], far) => [px - far, py - far, px + far, py + far];
  const minor = all.filter((one) => one.mark === 'SINGLES').flatMap(({ points }) => points.map((point) => around([x(point[0]), y(point[1])], 4)));
  for (const { points } of all.filter((one) => one.mark === 'GUIDE')) {
    const places = points.map((point) => [x(point[0]), y(point[1])]);
    places.slice(1).forEach((end, i) => {
      const start = places[i];
      const steps = Math.max(1, Math.ceil(Math.hypot(end[0] - start[0], end[1] - start[1]) / 6));
      for (let step = 0; step <= steps; step++) minor.push(around([0, 1].map((k) => start[k] + ((end[k] - start[k]) * step) / steps), 2));
    });
  }
  const names = [];
  let unnamed = 0;
  for (const { name: text, points } of series) {
    const length = Math.min(text.length, 30) * 6.6 + 4;
    for (const point of points) {
      const [px, py] = [x(point[0]), y(point[1])];
      const places = DISTANCES.flatMap((far) => [-1, 1, 0, -0.5, 0.5].flatMap((down) => [1, -1].map((side) => ({ far, side, down: down * far }))));
      const area = ({ far, side, down }) => (side > 0 ? [px + far, py + down - 7, px + far + length, py + down + 7] : [px - far - length, py + down - 7, px - far, py + down + 7]);
      const near = places.filter((one) => one.far <= DISTANCES[2]);
      const place = near.find((one) => isFree(area(one), [...taken, ...minor])) || places.find((one) => isFree(area(one), taken));
      if (!place) {
        unnamed++;
        continue;
      }
      taken.push(area(place));
      names.push({
        x: figure.x.log ? Math.log10(point[0]) : point[0],
        y: figure.y.log ? Math.log10(point[1]) : point[1],
        text: cut(text, 30),
        ax: place.side * (place.far - 2),
        ay: place.down,
        xanchor: place.side > 0 ? 'left' : 'right',
        borderpad: 0,
        arrowhead: 0,
        arrowwidth: 0.8,
        arrowcolor: place.far > DISTANCES[0] ? ink('soft') : 'rgba(0,0,0,0)',
        font: { color: ink('ink') },
      });
    }
  }
  return { names, unnamed };
}
