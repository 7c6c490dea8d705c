// Embeddings in the plane, over epochs.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

function levels(text) {
  const all = new Uint16Array(text.length / 2);
  for (let i = 0; i < all.length; i++) all[i] = VALUES.get(text[2 * i]) * 64 + VALUES.get(text[2 * i + 1]);
  return all;
}

/** The style of a class. */
const styleOf = (index) => STYLES + (index % STYLES);

function drawEmbeddings(figure, holder) {
  const last = figure.epochs.length - 1;
  const state = { frame: last, fixed: true, hidden: new Set(), size: 300 };
  const panels = html('div', { class: 'panels' });
  const plots = figure.rows.flatMap((row) => pair(figure, row, state, panels));
  // Panels have thousands of points: those far from the screen are drawn when they come near, and on paper.
  const near = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const plot = plots.find((one) => one.node === target);
      near[isIntersecting ? 'add' : 'delete'](plot);
      if (isIntersecting && plot.stale) plot.draw();
    }
  }, { rootMargin: '400px' });
  plots.forEach((plot) => observer.observe(plot.node));
  const update = () => {
    for (const plot of plots) {
      plot.stale = true;
      plot.node.style.minHeight = `${state.size}px`;
      if (near.has(plot) || onPaper()) plot.draw();
    }
  };
  if (last > 0) {
    const show = (to) => {
      state.frame = to;
      update();
    };
    const keep = (same) => {
      state.fixed = same;
      update();
    };
    holder.append(epochSlider(figure.epochs, show, keep));
  }
  holder.append(legend(figure.classes.map((name, key) => ({ key, name, icon: swatch(styleOf(key)) })), state.hidden, update));
  if (figure.note) holder.append(html('p', { class: 'note' }, figure.note));
  holder.append(panels);
  return () => {
    // Two pairs side by side where there is room, one panel below the other where there is little.
    // Test parts alone stand in a row.
    const alone = !figure.rows[0].train;
    // On paper the style sheet scales the panels to their columns.
    const paper = onPaper();
    const wide = paper || holder.clientWidth >= 880;
    const most = alone ? (paper ? 4 : Math.max(1, Math.floor(holder.clientWidth / 250))) : wide && figure.rows.length > 2 ? 2 : 1;
    const columns = Math.min(most, figure.rows.length);
    const across = alone || (holder.clientWidth < 440 && !paper) ? 1 : 2;
    state.size = paper ? 240 : Math.min(480, Math.max(220, Math.floor((holder.clientWidth / columns - 24) / across - 12)));
    panels.style.setProperty('--columns', columns);
    panels.style.setProperty('--across', across);
    update();
  };
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

/** Appends the panels of a row and returns them. */
function pair(figure, row, state, panels) {
  const two = html('div', { class: 'two' });
  const parts = ['train', 'test'].filter((part) => row[part]);
  panels.append(html('div', { class: 'pair', 'data-objective': row.name }, html('h4', {}, row.name), html('p', {}, row.detail), two));
  return parts.map((part) => panel(figure, row, part, state, two));
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

const SIDE = { l: 56, r: 6, t: 6, b: 40 };

function panel(figure, row, part, state, two) {
  const points = row[part];
  const classes = levels(points.classes);
  const title = part === 'train' ? 'training' : 'test';
  const node = html('div', { class: 'plot', 'data-part': title }, html('p', { class: 'panel-title' }, `${title}: ${classes.length} of ${points.samples}`));
  const card = html('div', { class: 'tip', hidden: '' });
  two.append(node);
  let kept = false;
  const tell = (point) => {
    if (kept) return '';
    card.hidden = !point || point.curveNumber !== 1;
    if (card.hidden) return '';
    const index = own().data[1].customdata[point.pointNumber];
    card.replaceChildren(pointCard(figure, row, title, index, figure.classes[classes[index]]));
    place(card, own(), point);
    return card.textContent;
  };
  const own = () => node.querySelector('.chart');
  const draw = chart({ id: `${figure.id}-${row.name.replace(/[^A-Za-z0-9]+/g, '-')}-${title}`, title: `${row.name}, ${title} part` }, node, () => {
    const anchors = row.frames[state.frame];
    const window = square(row, state.fixed ? figure.epochs.map((epoch, index) => index) : [state.frame]);
    const axis = (range, words, more) => ({ range, title: { text: plain(words), standoff: 4, font: { color: ink('ink'), size: 11 } }, nticks: 5, gridcolor: ink('grid'), zeroline: false, linecolor: ink('line'), mirror: true, ...more });
    own().setAttribute('aria-label', `${row.name}, ${title} part, epoch ${anchors.epoch}`);
    return {
      // Where nothing can hover, the bar would cover the points.
      bar: matchMedia('(hover: hover)').matches && 'hover',
      traces: [directions(row, anchors, window, state.hidden), pointsOf(points, classes, state), centers(anchors, state.hidden)],
      layout: {
        width: state.size,
        height: state.size - SIDE.l - SIDE.r + SIDE.t + SIDE.b,
        margin: SIDE,
        plot_bgcolor: ink('paper'),
        xaxis: axis(window.x, row.axes[0]),
        // Both axes have one unit, so that angles are true, also when a reader zooms.
        yaxis: axis(window.y, row.axes[1], { scaleanchor: 'x' }),
        uirevision: state.fixed ? 'fixed' : state.frame,
      },
    };
  }, tell);
  node.append(card);
  let listening = false;
  return {
    node,
    stale: true,
    draw() {
      this.stale = false;
      draw();
      if (listening) return;
      listening = true;
      // A click keeps the card until the next one, or until the card is clicked.
      own().on('plotly_click', ({ points: [point] }) => {
        kept = false;
        tell(point);
        kept = !card.hidden;
      });
      card.addEventListener('click', () => {
        kept = false;
        tell();
      });
      own().addEventListener('keydown', (event) => {
        if (event.key !== 'Escape') return;
        kept = false;
        tell();
      });
    },
  };
}

/** Puts a card beside a point of a chart, on the side where there is room. */
function place(card, node, { curveNumber, pointNumber }) {
  const { x, y } = node.data[curveNumber];
  const { xaxis, yaxis, width, height } = node._fullLayout;
  const [left, top] = [xaxis._offset + xaxis.d2p(x[pointNumber]), yaxis._offset + yaxis.d2p(y[pointNumber])];
  const at = (from, size, room) => (from + 12 + size > room ? from - 12 - size : from + 12);
  const edge = node.getBoundingClientRect().left;
  card.style.left = `${Math.max(8 - edge, Math.min(at(left, card.offsetWidth, width), document.documentElement.clientWidth - edge - card.offsetWidth - 8))}px`;
  card.style.top = `${node.offsetTop + Math.max(0, at(top, card.offsetHeight, height))}px`;
}

function pointsOf(points, classes, state) {
  const { points: text, range } = points.frames[state.frame];
  const places = levels(text);
  const all = [...classes.keys()].filter((i) => !state.hidden.has(classes[i]));
  const looks = new Map(all.map((i) => [classes[i], look(styleOf(classes[i]))]));
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'samples',
    x: all.map((i) => range[0] + (places[2 * i] / 4095) * (range[1] - range[0])),
    y: all.map((i) => range[2] + (places[2 * i + 1] / 4095) * (range[3] - range[2])),
    customdata: all,
    marker: { color: all.map((i) => looks.get(classes[i]).colour), symbol: all.map((i) => looks.get(classes[i]).symbol), size: classes.length > 800 ? 5 : 6, opacity: 0.75 },
    hoverinfo: 'none',
    showlegend: false,
  };
}

/** The directions of the classifier's weights, as rays that leave the picture. */
function directions(row, anchors, window, hidden) {
  const [fromX, fromY] = row.origin;
  const rays = anchors.directions.filter(([byX, byY, index]) => !hidden.has(index) && Math.hypot(byX, byY) > 0);
  const far = ([byX, byY]) => (2 * (window.x[1] - window.x[0])) / Math.hypot(byX, byY);
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'directions of the classifier',
    x: rays.flatMap((ray) => [fromX, fromX + ray[0] * far(ray), null]),
    y: rays.flatMap((ray) => [fromY, fromY + ray[1] * far(ray), null]),
    line: { color: ink('ink'), width: 1, dash: '4px,3px' },
    opacity: 0.8,
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function centers(anchors, hidden) {
  const shown = anchors.centers.filter(([, , index]) => !hidden.has(index));
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'class centers',
    x: shown.map(([x]) => x),
    y: shown.map(([, y]) => y),
    marker: { color: ink('paper'), size: 8, line: { color: ink('ink'), width: 1.8 } },
    hoverinfo: 'skip',
    showlegend: false,
  };
}
