// Shaded cells of a matrix, blue for what is right and orange for what is wrong. Values are written in the cells.

function drawHeat(figure, holder) {
  const plot = html('div', { class: 'plot' });
  const draw = () => {
    const width = Math.max(280, holder.clientWidth);
    const longest = (names) => Math.max(...names.map((name) => Math.min(name.length, 18)));
    const left = 26 + 6.6 * longest(figure.rows);
    const side = Math.min(64, (width - left - 4) / figure.columns.length);
    const line = Math.min(30, Math.max(18, side));
    const upright = longest(figure.columns) * 6.6 > side;
    const bottom = figure.rows.length * line;
    const below = upright ? 14 + 6.6 * longest(figure.columns) : 18;
    const height = bottom + below + 22;
    const root = picture(figure, width, height);
    const cut = (name) => (name.length > 18 ? `${name.slice(0, 16)}..` : name);
    const spots = [];
    figure.rows.forEach((name, row) => {
      root.append(svg('text', { class: 'tick', x: left - 6, y: (row + 0.5) * line + 4, 'text-anchor': 'end' }, cut(name)));
      figure.columns.forEach((other, column) => {
        const cell = figure.cells[row][column];
        if (!cell) return;
        const [value, shade, right] = cell;
        const x = left + column * side;
        root.append(svg('rect', { class: `mark cell ${right ? 'right' : 'wrong'}`, x, y: row * line, width: side - 1, height: line - 1, 'fill-opacity': 0.06 + 0.94 * shade }));
        if (side >= 32 && value > 0) {
          root.append(svg('text', { class: shade > 0.6 ? 'in dark' : 'in', x: x + side / 2, y: (row + 0.5) * line + 4, 'text-anchor': 'middle' }, value.toFixed(2)));
        }
        spots.push({ x: x + side / 2, y: (row + 0.5) * line, group: row, text: `${figure.rowTitle}: ${name}\n${figure.columnTitle}: ${other}\n${rounded(value, 4)}` });
      });
    });
    figure.columns.forEach((name, column) => {
      const x = left + (column + 0.5) * side;
      const turned = upright ? { transform: `rotate(-90 ${x + 4} ${bottom + 8})`, x: x + 4, y: bottom + 8, 'text-anchor': 'end' } : { x, y: bottom + 14, 'text-anchor': 'middle' };
      root.append(svg('text', { class: 'tick', ...turned }, cut(name)));
    });
    root.append(svg('text', { class: 'axis-title', x: left + (figure.columns.length * side) / 2, y: height - 4, 'text-anchor': 'middle' }, figure.columnTitle));
    root.append(svg('text', { class: 'axis-title', x: 10, y: bottom / 2, transform: `rotate(-90 10 ${bottom / 2})`, 'text-anchor': 'middle' }, figure.rowTitle));
    plot.replaceChildren(root);
    explain(root, plot, width, spots);
  };
  holder.append(plot);
  return draw;
}
