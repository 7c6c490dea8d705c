// Horizontal bars, one line per category.

function drawBars(figure, holder) {
  const plot = html('div', { class: 'plot' });
  const draw = () => {
    plot.replaceChildren();
    const width = Math.max(280, holder.clientWidth);
    const line = 40;
    const height = figure.categories.length * line + 50;
    const box = { left: 12, right: width - 14, top: 2, bottom: height - 42 };
    const x = scale(figure.axis, box.left, box.right);
    const root = picture(figure, width, height);
    const defs = svg('defs');
    figure.parts.forEach((part, index) => defs.append(hatch(`${figure.id}-${index}`, index, colour(part.style))));
    root.append(defs);
    axes(root, box, x, null, [figure.axis.title]);
    const spots = [];
    figure.categories.forEach((category, row) => {
      const top = box.top + row * line;
      const most = Math.floor((box.right - box.left) / 6.6);
      root.append(svg('text', { class: 'label', x: box.left, y: top + 13 }, category.length > most ? `${category.slice(0, most - 2)}...` : category, svg('title', {}, category)));
      let sum = 0;
      figure.parts.forEach((part, index) => {
        const bar = part.bars[row];
        if (!bar) return;
        const [from, to] = [x(sum), x(sum + bar[0])];
        root.append(svg('rect', { class: 'mark', x: from, y: top + 18, width: Math.max(0, to - from), height: 14, fill: index ? `url(#${figure.id}-${index})` : colour(part.style), 'stroke-width': 0, 'data-series': part.name, 'data-objective': category }));
        if (figure.parts.length === 1 && bar[1] && bar[1].length) {
          root.append(svg('path', { class: 'interval', stroke: 'var(--ink)', d: `M${x(bar[1][0])} ${top + 25}H${x(bar[1][1])}` }));
        }
        spots.push({ x: to, y: top + 25, group: row, text: `${category}\n${part.name}: ${estimate(bar[0], bar[1], bar[2], figure.axis)}\n${figure.axis.title}` });
        sum += bar[0];
      });
      if (figure.parts.every((part) => !part.bars[row])) {
        root.append(svg('text', { class: 'tick', x: box.left + 4, y: top + 29 }, 'no value'));
      }
    });
    plot.append(root);
    explain(root, plot, width, spots);
  };
  holder.append(plot);
  if (figure.parts.length > 1) {
    const list = html('ul', { class: 'legend' });
    figure.parts.forEach((part, index) => {
      const icon = svg('svg', { viewBox: '0 0 18 14', 'aria-hidden': 'true' }, svg('rect', { y: 1, width: 18, height: 12, fill: index ? `url(#${figure.id}-${index})` : colour(part.style) }));
      list.append(html('li', {}, html('span', {}, icon, ` ${part.name}`)));
    });
    holder.append(list);
  }
  return draw;
}
