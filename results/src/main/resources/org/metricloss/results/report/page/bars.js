// Horizontal bars, one line per category under its name. Parts of a line are named in their bars.

function drawBars(figure, holder) {
  const hidden = new Set();
  const draw = chart(figure, holder, (width) => ({
    traces: figure.parts.filter((part) => !hidden.has(part.name)).map((part) => barsOf(figure, part, (width - 26) / figure.axis.to)),
    layout: {
      width,
      height: figure.categories.length * (onPaper() ? 32 : 42) + 50 + above(),
      margin: { l: 12, r: 14, t: above(), b: 46 },
      barmode: 'stack',
      xaxis: axisOf(figure.axis),
      yaxis: { range: [figure.categories.length - 0.5, -0.5], showticklabels: false, showgrid: false, zeroline: false, fixedrange: true },
      annotations: figure.categories.flatMap((category, row) => [
        { text: cut(category, Math.floor(width / 7)), x: 0, xref: 'paper', xanchor: 'left', y: row - 0.24, showarrow: false, borderpad: 0, font: { color: ink('ink') } },
        ...(figure.parts.every((part) => !part.bars[row]) ? [{ text: 'no value', x: 0, xref: 'paper', xanchor: 'left', y: row + 0.18, showarrow: false, borderpad: 0 }] : []),
      ]),
    },
  }));
  if (figure.parts.length > 1) {
    const entries = figure.parts.map((part) => ({ key: part.name, name: part.name, icon: svg('svg', { viewBox: '0 0 26 14', 'aria-hidden': 'true' }, svg('rect', { y: 1, width: 26, height: 12, fill: `var(--${look(part.style).name})` })) }));
    holder.append(legend(entries, hidden, draw));
  }
  return draw;
}

/** The bars of a part; a unit of the axis has so many pixels. */
function barsOf(figure, part, unit) {
  const alone = figure.parts.length === 1;
  const ends = (bar) => (alone && bar && bar[1] && bar[1].length ? bar[1] : null);
  return {
    type: 'bar',
    orientation: 'h',
    name: plain(part.name),
    customdata: figure.categories,
    x: part.bars.map((bar) => (bar ? bar[0] : null)),
    y: figure.categories.map((category, row) => row + 0.18),
    width: 0.38,
    marker: { color: look(part.style).colour, line: { color: ink('panel'), width: alone ? 0 : 1 } },
    text: part.bars.map((bar) => (!alone && bar && bar[0] * unit > 7 * part.name.length + 6 ? plain(part.name) : '')),
    textposition: 'inside',
    constraintext: 'none',
    insidetextanchor: 'middle',
    textangle: 0,
    insidetextfont: { color: ink('panel'), size: 11 },
    error_x: {
      type: 'data',
      symmetric: false,
      array: part.bars.map((bar) => (ends(bar) ? ends(bar)[1] - bar[0] : undefined)),
      arrayminus: part.bars.map((bar) => (ends(bar) ? bar[0] - ends(bar)[0] : undefined)),
      color: ink('ink'),
      thickness: 1.5,
      width: 0,
    },
    hoverinfo: 'text',
    hovertext: part.bars.map((bar, row) => bar && [figure.categories[row], `${part.name}: ${estimate(bar[0], bar[1], bar[2], figure.axis)}`, figure.axis.title].map(plain).join('<br>')),
  };
}
