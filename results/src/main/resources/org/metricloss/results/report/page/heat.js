// Shaded cells of a matrix, blue for what is right and orange for what is wrong. Values are written in the cells.

function drawHeat(figure, holder) {
  return chart(figure, holder, (width) => {
    // Names of rows may take two fifths of the width.
    const most = { rows: Math.min(32, Math.floor(width / 17)), columns: 18 };
    const longest = (names) => Math.max(...figure[names].map((one) => Math.min(one.length, most[names])));
    const left = 46 + 7 * longest('rows');
    const side = Math.min(64, (width - left - 10) / figure.columns.length);
    const line = Math.min(30, Math.max(18, side));
    const upright = longest('columns') * 7 > side;
    const below = upright ? 42 + 7 * longest('columns') : 50;
    const texts = figure.cells.map((row, i) => row.map((cell, j) => cell && [`${figure.rowTitle}: ${figure.rows[i]}`, `${figure.columnTitle}: ${figure.columns[j]}`, rounded(cell[0], 4)].map(plain).join('<br>')));
    const shades = (right, colour) => ({
      type: 'heatmap',
      name: right ? 'right' : 'wrong',
      z: figure.cells.map((row) => row.map((cell) => (cell && cell[2] === right ? cell[1] : null))),
      zmin: 0,
      zmax: 1,
      colorscale: [[0, mixed(colour, 0.06)], [1, colour]],
      showscale: false,
      xgap: 1,
      ygap: 1,
      hoverinfo: 'text',
      hovertext: texts,
      showlegend: false,
    });
    const written = figure.cells.flatMap((row, i) => row.flatMap((cell, j) => (cell && cell[0] > 0 && side >= 24 ? [{ x: j, y: i, text: rounded(cell[0], 2), colour: legible(mixed(ink(cell[2] ? 'c0' : 'c1'), 0.06 + 0.94 * cell[1])) }] : [])));
    const names = (all, title) => ({ title: { text: plain(title), standoff: 6, font: { color: ink('ink'), size: onPaper() ? 10 : 14 } }, tickvals: figure[all].map((one, i) => i), ticktext: figure[all].map((one) => cut(one, most[all])), showgrid: false, zeroline: false, ticks: 'outside', ticklen: 4, tickcolor: 'rgba(0, 0, 0, 0)' });
    const traces = [shades(1, ink('c0')), shades(0, ink('c1'))].filter((trace) => trace.z.flat().some((value) => value !== null));
    traces.push({ type: 'scatter', mode: 'text', x: written.map(({ x }) => x), y: written.map(({ y }) => y), text: written.map(({ text }) => text), textfont: { size: side >= 32 ? 11 : 9, color: written.map(({ colour }) => colour) }, hoverinfo: 'skip', showlegend: false });
    return {
      traces,
      layout: {
        width,
        height: above() + figure.rows.length * line + below,
        margin: { l: left, r: Math.max(10, width - left - side * figure.columns.length), t: above(), b: below },
        xaxis: { ...names('columns', figure.columnTitle), range: [-0.5, figure.columns.length - 0.5], tickangle: upright ? -90 : 0 },
        yaxis: { ...names('rows', figure.rowTitle), range: [figure.rows.length - 0.5, -0.5] },
      },
    };
  });
}

/** A colour with little of it on the panel's. */
function mixed(colour, share) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [over, under] = [parts(colour), parts(ink('panel'))];
  return `rgb(${over.map((value, i) => Math.round(share * value + (1 - share) * under[i])).join(',')})`;
}

/** The colour for words on a colour: of the page's ink and paper the one that contrasts more. */
function legible(rgb) {
  const parts = (colour) => (colour[0] === '#' ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) : colour.match(/\d+/g).map(Number));
  const luminance = (colour) => {
    const [red, green, blue] = parts(colour).map((part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const contrast = (colour) => Math.max(luminance(colour) / luminance(rgb), luminance(rgb) / luminance(colour));
  return [ink('ink'), ink('paper')].sort((a, b) => contrast(b) - contrast(a))[0];
}
