// Embeddings in the plane, over epochs.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

function levels(text) {
  const all = new Uint16Array(text.length / 2);
  for (let i = 0; i < all.length; i++) all[i] = VALUES.get(text[2 * i]) * 64 + VALUES.get(text[2 * i + 1]);
  return all;
}

/** The look of a class. */
const look = part;

function drawEmbeddings(figure, holder) {
  const hidden = new Set();
  const last = figure.epochs.length - 1;
  let frame = last;
  let fixed = true;
  const panels = html('div', { class: 'panels' });
  const draw = () => {
    // Two pairs side by side where there is room, one panel below the other where there is little.
    // Test parts alone stand in a row.
    const alone = !figure.rows[0].train;
    const most = alone ? Math.max(1, Math.floor(holder.clientWidth / 250)) : holder.clientWidth >= 880 && figure.rows.length > 2 ? 2 : 1;
    const columns = Math.min(most, figure.rows.length);
    const across = alone || holder.clientWidth < 440 ? 1 : 2;
    const size = Math.min(480, Math.max(220, Math.floor((holder.clientWidth / columns - 24) / across - 12)));
    panels.style.setProperty('--columns', columns);
    panels.style.setProperty('--across', across);
    panels.replaceChildren(...figure.rows.map((row) => pair(figure, row, { frame, fixed, hidden, size })));
  };
  if (last > 0) {
    const show = (to) => {
      frame = to;
      draw();
    };
    const keep = (same) => {
      fixed = same;
      draw();
    };
    holder.append(epochSlider(figure.epochs, show, keep));
  }
  holder.append(legend(figure.classes.map((name, key) => ({ key, name, icon: swatch(look(key), '') })), hidden, draw));
  if (figure.note) holder.append(html('p', { class: 'note' }, figure.note));
  holder.append(panels);
  return draw;
}

/** A slider over epochs that plays by itself, too. */
function epochSlider(epochs, show, keep) {
  const last = epochs.length - 1;
  let frame = last;
  let timer = 0;
  const slider = html('input', { type: 'range', min: 0, max: last, step: 1, value: last, 'aria-label': 'Epoch' });
  const output = html('output', {});
  const tell = () => {
    output.textContent = `epoch ${epochs[frame]} of ${epochs[last]}`;
    slider.setAttribute('aria-valuetext', output.textContent);
  };
  const go = (to) => {
    frame = to;
    slider.value = String(to);
    tell();
    show(to);
  };
  const play = html('button', { type: 'button' }, 'Play');
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = 'Play';
  };
  play.addEventListener('click', () => {
    if (timer) {
      stop();
      return;
    }
    play.textContent = 'Pause';
    if (frame === last) go(0);
    timer = setInterval(() => {
      if (frame === last) stop();
      else go(frame + 1);
    }, 500);
  });
  slider.addEventListener('input', () => {
    stop();
    go(Number(slider.value));
  });
  const same = html('input', { type: 'checkbox', checked: '' });
  same.addEventListener('change', () => keep(same.checked));
  tell();
  return html('div', { class: 'slider' }, html('span', {}, 'Epoch'), slider, output, play, html('label', {}, same, ' same scale in all epochs'));
}

function pair(figure, row, { frame, fixed, hidden, size }) {
  const two = html('div', { class: 'two' });
  const anchors = row.frames[frame];
  const frames = fixed ? figure.epochs.map((epoch, index) => index) : [frame];
  const window = square(row, frames);
  if (row.train) two.append(panel(figure, row, 'training', row.train, frame, window, anchors, hidden, size));
  two.append(panel(figure, row, 'test', row.test, frame, window, anchors, hidden, size));
  return html('div', { class: 'pair' }, html('h4', {}, row.name), html('p', {}, row.detail), two);
}

/** The square that holds all points of these frames: both axes have the same unit, so that angles are true. */
function square(row, frames) {
  const xs = [];
  const ys = [];
  for (const index of frames) {
    for (const { range } of [row.train, row.test].filter(Boolean).map((part) => part.frames[index])) {
      xs.push(range[0], range[1]);
      ys.push(range[2], range[3]);
    }
    for (const [x, y] of row.frames[index].centers) {
      xs.push(x);
      ys.push(y);
    }
  }
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const half = (Math.max(x1 - x0, y1 - y0) / 2) * 1.06 || 1;
  return { x: [(x0 + x1) / 2 - half, (x0 + x1) / 2 + half], y: [(y0 + y1) / 2 - half, (y0 + y1) / 2 + half] };
}

/** What a point stands for: its class and, of the test part, its image and its nearest neighbours. */
function pointCard(figure, row, part, index, className) {
  const near = part === 'test' && row.near;
  if (!near) return `${part} part, class ${className}`;
  const sample = near.samples[index];
  const item = (id, mark, kind) => {
    const [name, image] = near.known[id];
    const shown = html('div', { class: kind, title: `class ${name}, test sample ${id}` });
    if (image !== undefined) shown.append(html('img', { src: `data:image/png;base64,${figure.images[image]}`, alt: `class ${name}, test sample ${id}` }));
    shown.append(html('span', {}, `${mark}${name}`));
    return shown;
  };
  const line = html('div', { class: 'query' }, item(sample, '', 'asked'));
  const lists = near.lists[index];
  for (const other of lists) {
    const right = near.known[other][0] === className;
    line.append(item(other, right ? '\u2713 ' : '\u2717 ', right ? 'right' : 'wrong'));
  }
  const rights = lists.filter((other) => near.known[other][0] === className).length;
  const words = lists.length ? `${rights} of its ${lists.length} nearest neighbours are of its class` : 'its neighbours were not kept';
  return html('div', { class: 'card' }, html('p', {}, `test sample ${sample}, class ${className}: ${words}`), line);
}

function panel(figure, row, part, points, frame, window, anchors, hidden, size) {
  const wide = Math.max(...linearTicks(...window.y, 4).map((tick) => tick.text.length));
  const box = { left: 26 + 7 * Math.max(3, wide), right: size - 6, top: 22, bottom: size - 42 };
  const at = (range, from, to) => {
    const pixels = (value) => from + ((value - range[0]) / (range[1] - range[0])) * (to - from);
    pixels.ticks = linearTicks(range[0], range[1], 4);
    return pixels;
  };
  const side = box.right - box.left;
  const x = at(window.x, box.left, box.right);
  const y = at(window.y, box.top + side, box.top);
  box.bottom = box.top + side;
  const height = box.bottom + 42;
  const title = `${row.name}, ${part} part, epoch ${anchors.epoch}`;
  const clip = `clip-${figure.id}-${figure.rows.indexOf(row)}-${part}`;
  const root = svg('svg', { viewBox: `0 0 ${size} ${height}`, role: 'img', 'aria-label': title, 'data-part': part }, svg('title', {}, title));
  root.append(svg('defs', {}, svg('clipPath', { id: clip }, svg('rect', { x: box.left, y: box.top, width: side, height: side }))));
  root.append(svg('rect', { class: 'frame', x: box.left, y: box.top, width: side, height: side }));
  axes(root, box, x, y, row.axes);
  const classes = levels(points.classes);
  root.append(svg('text', { class: 'panel-title', x: box.left, y: 14 }, `${part}: ${classes.length} of ${points.samples}`));
  const { points: text, range } = points.frames[frame];
  const places = levels(text);
  const inside = svg('g', { 'clip-path': `url(#${clip})` });
  const paths = figure.classes.map(() => []);
  const radius = classes.length > 800 ? 1.6 : 2.2;
  const spots = [];
  for (let i = 0; i < classes.length; i++) {
    const px = x(range[0] + (places[2 * i] / 4095) * (range[1] - range[0]));
    const py = y(range[2] + (places[2 * i + 1] / 4095) * (range[3] - range[2]));
    paths[classes[i]].push(glyph(shape(look(classes[i])), px, py, radius));
    if (!hidden.has(classes[i])) spots.push({ x: px, y: py, group: classes[i], text: () => pointCard(figure, row, part, i, figure.classes[classes[i]]) });
  }
  paths.forEach((path, index) => {
    if (path.length && !hidden.has(index)) inside.append(marks(look(index), path.join(''), { 'data-class': figure.classes[index], 'data-count': path.length, 'stroke-width': isOpen(shape(look(index))) ? 1 : 0, opacity: 0.75 }));
  });
  const [fromX, fromY] = row.origin;
  for (const [byX, byY, index] of anchors.directions) {
    const length = Math.hypot(byX, byY);
    if (hidden.has(index) || !(length > 0)) continue;
    const far = (2 * (window.x[1] - window.x[0])) / length;
    inside.append(svg('path', { class: 'direction', d: `M${x(fromX)} ${y(fromY)}L${x(fromX + byX * far)} ${y(fromY + byY * far)}` }));
  }
  for (const [cx, cy, index] of anchors.centers) {
    if (!hidden.has(index)) inside.append(svg('circle', { class: 'center', cx: x(cx), cy: y(cy), r: 4 }));
  }
  root.append(inside);
  const holder = html('div', { class: 'plot' }, root);
  explain(root, holder, size, spots);
  return holder;
}
