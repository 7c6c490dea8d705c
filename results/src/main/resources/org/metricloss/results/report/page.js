(() => {
  'use strict';
  const SVG = 'http://www.w3.org/2000/svg';
  const COLOURS = 10;
  const SHAPES = 6;

  // Elements. Texts are set as text, never as markup.

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    for (const child of children) node.append(child);
    return node;
  }
  const svg = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);
  const html = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

  // Numbers: the same digits in every locale.

  function number(value) {
    if (value === 0) return '0';
    const size = Math.abs(value);
    if (size >= 1e7 || size < 1e-3) return value.toExponential(2).replace(/\.?0+e/, 'e');
    return String(Number(value.toPrecision(4)));
  }

  function withInterval(value, interval) {
    return interval && interval.length ? `${number(value)} (${number(interval[0])} to ${number(interval[1])})` : number(value);
  }

  // Scales: from values to pixels, with ticks.

  function linearTicks(low, high, most) {
    const raw = (high - low) / most;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= raw * 0.999);
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    const ticks = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
      const at = k * step;
      ticks.push({ at, text: Math.abs(at) >= 1e6 || (at !== 0 && digits > 5) ? number(at) : at.toFixed(digits).replace(/^-(0\.?0*)$/, '$1') });
    }
    return ticks;
  }

  function logTicks(low, high) {
    const wide = Math.log10(high / low) > 2.5;
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      for (const digit of wide ? [1] : [1, 2, 5]) {
        const at = digit * 10 ** power;
        if (at >= low * 0.999 && at <= high * 1.001) ticks.push({ at, text: number(at) });
      }
    }
    const every = Math.ceil(ticks.length / 8);
    return ticks.filter((tick, index) => index % every === 0);
  }

  /** A scale that shows all values, with a margin, within what can be. */
  function scale(values, axis, from, to, fromZero) {
    const [least, greatest] = [axis.low === undefined ? -Infinity : axis.low, axis.high === undefined ? Infinity : axis.high];
    let low = Math.max(least, Math.min(...values));
    let high = Math.min(greatest, Math.max(...values));
    if (fromZero) low = Math.min(0, low);
    if (axis.log) {
      const margin = Math.max((high / low) ** 0.06, 1.1);
      low /= margin;
      high *= margin;
    } else {
      const margin = high > low ? (high - low) * 0.07 : Math.abs(high) * 0.1 || 1;
      if (!fromZero || low < 0) low = Math.max(low - margin, least);
      // Marks at the very end need room.
      high = Math.min(high + margin, greatest + margin / 2);
    }
    const through = axis.log ? Math.log : (value) => value;
    const pixels = (value) => from + ((through(value) - through(low)) / (through(high) - through(low))) * (to - from);
    pixels.ticks = axis.log ? logTicks(low, high) : linearTicks(low, Math.min(high, greatest), Math.max(2, Math.abs(to - from) / (to < from ? 45 : 70)));
    pixels.clamp = (value) => pixels(Math.min(high, greatest, Math.max(low, value)));
    return pixels;
  }

  // Looks: a style is a colour and a shape, so that either alone tells series apart. As in the class Palette.

  const colour = (style) => `var(--c${style % COLOURS})`;
  const shape = (style) => (style + Math.floor(style / COLOURS)) % SHAPES;
  const CROSS = 4;
  const isOpen = (kind) => kind === CROSS;

  function glyph(kind, x, y, r) {
    const at = (dx, dy) => `${(x + dx * r).toFixed(1)} ${(y + dy * r).toFixed(1)}`;
    switch (kind) {
      case 0: return `M${at(-1, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
      case 1: return `M${at(-0.9, -0.9)}h${1.8 * r}v${1.8 * r}h${-1.8 * r}z`;
      case 2: return `M${at(0, -1.15)}L${at(1.05, 0.8)}L${at(-1.05, 0.8)}z`;
      case 3: return `M${at(0, -1.25)}L${at(1.05, 0)}L${at(0, 1.25)}L${at(-1.05, 0)}z`;
      case CROSS: return `M${at(-0.9, -0.9)}l${1.8 * r} ${1.8 * r}m0 ${-1.8 * r}l${-1.8 * r} ${1.8 * r}`;
      default: return `M${at(0, 1.15)}L${at(1.05, -0.8)}L${at(-1.05, -0.8)}z`;
    }
  }

  function marks(style, path, attributes) {
    const open = isOpen(shape(style));
    return svg('path', { class: 'mark', d: path, stroke: colour(style), fill: open ? 'none' : colour(style), ...attributes });
  }

  function swatch(style, line) {
    const icon = svg('svg', { viewBox: '0 0 18 14', 'aria-hidden': 'true' });
    if (line) icon.append(svg('path', { class: line === 'guide' ? 'guide' : 'curve', d: 'M0 7h18', stroke: colour(style) }));
    if (line !== 'guide') icon.append(marks(style, glyph(shape(style), 9, 7, 4), {}));
    return icon;
  }

  /** A legend whose buttons show and hide. */
  function legend(entries, hidden, redraw) {
    const list = html('ul', { class: 'legend' });
    for (const { key, name, icon } of entries) {
      const button = html('button', { type: 'button', 'aria-pressed': String(!hidden.has(key)) }, icon, name);
      button.addEventListener('click', () => {
        if (!hidden.delete(key)) hidden.add(key);
        button.setAttribute('aria-pressed', String(!hidden.has(key)));
        redraw();
      });
      list.append(html('li', {}, button));
    }
    return list;
  }

  /** Tells what is under the pointer, or where the arrow keys have gone. Spots have x, y, group and text. */
  function explain(picture, holder, width, spots) {
    if (!spots.length) return;
    const tip = html('div', { class: 'tip', role: 'status', hidden: '' });
    const cursor = svg('circle', { class: 'cursor', r: 8, visibility: 'hidden' });
    picture.append(cursor);
    holder.append(tip);
    picture.setAttribute('tabindex', '0');
    let current = -1;
    const show = (index) => {
      current = index;
      if (index < 0) {
        tip.hidden = true;
        cursor.setAttribute('visibility', 'hidden');
        return;
      }
      const { x, y, text } = spots[index];
      cursor.setAttribute('visibility', 'visible');
      cursor.setAttribute('cx', x);
      cursor.setAttribute('cy', y);
      tip.textContent = text;
      tip.hidden = false;
      const zoom = picture.clientWidth / width || 1;
      const left = x * zoom + 12 + tip.offsetWidth > picture.clientWidth ? x * zoom - 12 - tip.offsetWidth : x * zoom + 12;
      tip.style.left = `${Math.max(0, left)}px`;
      tip.style.top = `${picture.offsetTop + y * zoom + 12}px`;
    };
    picture.addEventListener('pointermove', (event) => {
      const zoom = picture.clientWidth / width || 1;
      let best = -1;
      let nearest = 26 ** 2;
      spots.forEach((spot, index) => {
        const distance = (spot.x * zoom - event.offsetX) ** 2 + (spot.y * zoom - event.offsetY) ** 2;
        if (distance < nearest) [best, nearest] = [index, distance];
      });
      show(best);
    });
    picture.addEventListener('pointerleave', () => show(-1));
    picture.addEventListener('blur', () => show(-1));
    picture.addEventListener('keydown', (event) => {
      const groups = [...new Set(spots.map((spot) => spot.group))];
      const inGroup = (group) => spots.findIndex((spot) => spot.group === group);
      const turn = (by) => groups[(groups.indexOf(spots[Math.max(0, current)].group) + by + groups.length) % groups.length];
      const moves = {
        ArrowRight: () => (current + 1) % spots.length,
        ArrowLeft: () => (current <= 0 ? spots.length : current) - 1,
        ArrowDown: () => inGroup(turn(current < 0 ? 0 : 1)),
        ArrowUp: () => inGroup(turn(current < 0 ? 0 : -1)),
        Escape: () => -1,
      };
      if (moves[event.key]) {
        event.preventDefault();
        show(moves[event.key]());
      }
    });
  }

  function picture(figure, width, height) {
    return svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': figure.title }, svg('title', {}, figure.title));
  }

  /** Grid, ticks and titles of two axes. */
  function axes(root, box, x, y, titles) {
    for (const { at, text } of y ? y.ticks : []) {
      root.append(svg('path', { class: 'grid', d: `M${box.left} ${y(at)}H${box.right}` }));
      root.append(svg('text', { class: 'tick', x: box.left - 6, y: y(at) + 4, 'text-anchor': 'end' }, text));
    }
    for (const { at, text } of x.ticks) {
      root.append(svg('path', { class: 'grid', d: `M${x(at)} ${box.top}V${box.bottom}` }));
      root.append(svg('text', { class: 'tick', x: x(at), y: box.bottom + 16, 'text-anchor': 'middle' }, text));
    }
    root.append(svg('path', { class: 'axis', d: `M${box.left} ${box.top}V${box.bottom}H${box.right}` }));
    root.append(svg('text', { class: 'axis-title', x: (box.left + box.right) / 2, y: box.bottom + 34, 'text-anchor': 'middle' }, titles[0]));
    if (titles[1]) {
      const middle = (box.top + box.bottom) / 2;
      root.append(svg('text', { class: 'axis-title', x: 12, y: middle, transform: `rotate(-90 12 ${middle})`, 'text-anchor': 'middle' }, titles[1]));
    }
  }

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
      for (const series of shown) {
        const stroke = colour(series.style);
        const places = series.points.map((point) => [x(point[0]), y(point[1])]);
        const line = places.map(([px, py], index) => `${index ? 'L' : 'M'}${px.toFixed(1)} ${py.toFixed(1)}`).join('');
        if (series.mark === 'GUIDE') {
          root.append(svg('path', { class: 'guide', d: line, 'data-series': series.name }));
          continue;
        }
        const isLine = series.mark === 'LINE';
        const banded = series.points.map((point, index) => [point, index]).filter(([point]) => point[2] && point[2].length);
        if (isLine && banded.length > 1) {
          const edge = (end) => banded.map(([point]) => `${x(point[0]).toFixed(1)} ${y.clamp(point[2][end]).toFixed(1)}`);
          root.append(svg('path', { class: 'band', fill: stroke, d: `M${edge(1).join('L')}L${edge(0).reverse().join('L')}z` }));
        } else {
          for (const [point] of banded) {
            root.append(svg('path', { class: 'interval', stroke, d: `M${x(point[0])} ${y.clamp(point[2][0])}V${y.clamp(point[2][1])}` }));
          }
        }
        for (const point of series.points.filter((one) => one[3])) {
          root.append(svg('path', { class: 'interval', stroke, d: `M${x.clamp(point[3][0])} ${y(point[1])}H${x.clamp(point[3][1])}` }));
        }
        if (isLine) root.append(svg('path', { class: 'curve', stroke, d: line }));
        const size = isLine ? (series.points.length > 40 ? 1.8 : 3) : 5;
        places.forEach(([px, py], index) => {
          root.append(marks(series.style, glyph(shape(series.style), px, py, size), { 'data-series': series.name }));
          const point = series.points[index];
          spots.push({
            x: px,
            y: py,
            group: series.index,
            text: `${series.name}\n${figure.x.title}: ${withInterval(point[0], point[3])}\n${figure.y.title}: ${withInterval(point[1], point[2])}`,
          });
        });
      }
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

  // Horizontal bars, one line per category.

  function drawBars(figure, holder) {
    const plot = html('div', { class: 'plot' });
    const draw = () => {
      plot.replaceChildren();
      const width = Math.max(280, holder.clientWidth);
      const line = 40;
      const height = figure.categories.length * line + 50;
      const box = { left: 12, right: width - 14, top: 2, bottom: height - 42 };
      const ends = figure.categories.map((category, row) => figure.parts.reduce((sum, part) => sum + (part.bars[row] ? part.bars[row][0] : 0), 0));
      const highs = figure.parts.flatMap((part) => part.bars.flatMap((bar) => (bar && figure.parts.length === 1 ? bar[1] : [])));
      const x = scale([0, ...ends, ...highs], figure.axis, box.left, box.right, true);
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
          root.append(svg('rect', { class: 'mark', x: from, y: top + 18, width: Math.max(0, to - from), height: 14, fill: index ? `url(#${figure.id}-${index})` : colour(part.style), 'stroke-width': 0, 'data-series': part.name }));
          if (figure.parts.length === 1 && bar[1].length) {
            root.append(svg('path', { class: 'interval', stroke: 'var(--ink)', d: `M${x.clamp(bar[1][0])} ${top + 25}H${x.clamp(bar[1][1])}` }));
          }
          spots.push({ x: to, y: top + 25, group: row, text: `${category}\n${part.name}: ${withInterval(bar[0], bar[1])}\n${figure.axis.title}` });
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

  /** Fills that differ without colour, too. */
  function hatch(id, index, ink) {
    const pattern = svg('pattern', { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${index % 2 ? 45 : 135})` });
    pattern.append(svg('rect', { width: 6, height: 6, fill: ink, opacity: index % 2 ? 0.55 : 0.3 }), svg('rect', { width: index % 2 ? 3 : 2, height: 6, fill: ink }));
    return pattern;
  }

  // Embeddings in the plane, over epochs.

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

  function levels(text) {
    const all = new Uint16Array(text.length / 2);
    for (let i = 0; i < all.length; i++) all[i] = VALUES.get(text[2 * i]) * 64 + VALUES.get(text[2 * i + 1]);
    return all;
  }

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
      const slider = html('input', { type: 'range', min: 0, max: last, step: 1, value: last, 'aria-label': 'Epoch' });
      const output = html('output', {});
      const tell = () => {
        output.textContent = `epoch ${figure.epochs[frame]} of ${figure.epochs[last]}`;
        slider.setAttribute('aria-valuetext', output.textContent);
      };
      const go = (to) => {
        frame = to;
        slider.value = String(to);
        tell();
        draw();
      };
      const play = html('button', { type: 'button' }, 'Play');
      let timer = 0;
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
      const keep = html('input', { type: 'checkbox', checked: '' });
      keep.addEventListener('change', () => {
        fixed = keep.checked;
        draw();
      });
      holder.append(html('div', { class: 'slider' }, html('span', {}, 'Epoch'), slider, output, play, html('label', {}, keep, ' same scale in all epochs')));
      tell();
    }
    holder.append(legend(figure.classes.map((name, key) => ({ key, name, icon: swatch(key, '') })), hidden, draw));
    holder.append(panels);
    return draw;
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
    for (let i = 0; i < classes.length; i++) {
      const px = x(range[0] + (places[2 * i] / 4095) * (range[1] - range[0]));
      const py = y(range[2] + (places[2 * i + 1] / 4095) * (range[3] - range[2]));
      paths[classes[i]].push(glyph(shape(classes[i]), px, py, radius));
    }
    paths.forEach((path, index) => {
      if (path.length && !hidden.has(index)) inside.append(marks(index, path.join(''), { 'data-class': figure.classes[index], 'data-count': path.length, 'stroke-width': isOpen(shape(index)) ? 1 : 0, opacity: 0.75 }));
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
    return root;
  }

  // Tables that sort, filter and unfold.

  // Images beside their nearest neighbours. Right or wrong is told by frame, mark and text.

  function drawGallery(figure, holder) {
    for (const group of figure.groups) {
      const thumbnail = (item) => html('img', { src: `data:image/png;base64,${group.images[item.image]}`, alt: `class ${item.name}, test image ${item.sample}`, loading: 'lazy' });
      const queries = html('ol', { class: 'queries' });
      for (const { query, neighbours } of group.queries) {
        const row = html('li', { class: 'query' }, html('div', { class: 'asked', title: `test image ${query.sample}` }, thumbnail(query), html('span', {}, query.name)));
        for (const item of neighbours) {
          const right = item.name === query.name;
          const words = `${right ? 'right' : 'wrong'}: class ${item.name}, test image ${item.sample}, distance ${number(item.distance)}`;
          row.append(html('div', { class: right ? 'right' : 'wrong', title: words }, thumbnail(item), html('span', {}, `${right ? '\u2713' : '\u2717'} ${item.name}`)));
        }
        queries.append(row);
      }
      holder.append(html('h4', {}, group.name), html('p', { class: 'behind' }, group.detail), queries);
    }
    return () => {};
  }


  function valueOf(text, numeric) {
    if (!numeric) return text;
    const found = text.match(/[+-]?\d+(\.\d+)?(e[+-]?\d+)?/i);
    return found ? Number(found[0]) : NaN;
  }

  function compare(one, other, numeric, sign) {
    const [a, b] = [valueOf(one, numeric), valueOf(other, numeric)];
    const missing = (value, text) => (numeric ? Number.isNaN(value) : text === '' || text === '-');
    if (missing(a, one) || missing(b, other)) return Number(missing(a, one)) - Number(missing(b, other));
    return sign * (numeric ? a - b : a < b ? -1 : Number(a > b));
  }

  function enliven(table) {
    const body = table.querySelector('tbody');
    const heads = [...table.querySelectorAll('thead th')];
    const rows = [...body.rows].filter((row) => !row.classList.contains('detail'));
    const detailOf = new Map(rows.map((row) => [row, row.nextElementSibling && row.nextElementSibling.classList.contains('detail') ? row.nextElementSibling : null]));
    let order = rows;
    heads.forEach((head, column) => {
      const numeric = head.classList.contains('n');
      head.querySelector('button').addEventListener('click', () => {
        const ascending = head.getAttribute('aria-sort') !== 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
        const texts = new Map(rows.map((row) => [row, row.cells[column].textContent.trim()]));
        order = [...order].sort((a, b) => compare(texts.get(a), texts.get(b), numeric, ascending ? 1 : -1));
        body.append(...order.flatMap((row) => (detailOf.get(row) ? [row, detailOf.get(row)] : [row])));
      });
    });
    const unfold = (row, open) => {
      const button = row.querySelector('.expand');
      button.setAttribute('aria-expanded', String(open));
      detailOf.get(row).hidden = !open || row.hidden;
    };
    body.addEventListener('click', (event) => {
      const button = event.target.closest('.expand');
      if (button) unfold(button.closest('tr'), button.getAttribute('aria-expanded') !== 'true');
    });
    const input = table.querySelector('.filter input');
    const count = table.querySelector('.count');
    const whole = count.textContent;
    if (rows.length < 5) table.querySelector('.filter').hidden = true;
    input.addEventListener('input', () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let visible = 0;
      for (const row of rows) {
        const detail = detailOf.get(row);
        const text = (row.textContent + (detail ? detail.textContent : '')).toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        visible += row.hidden ? 0 : 1;
        if (detail) unfold(row, row.querySelector('.expand').getAttribute('aria-expanded') === 'true');
      }
      count.textContent = words.length ? `${visible} of ${whole}` : whole;
    });
  }

  // Everything at once, and figures again when their width changes.

  const kinds = { xy: drawXy, bars: drawBars, embeddings: drawEmbeddings, gallery: drawGallery };
  const data = JSON.parse(document.getElementById('figures').textContent);
  const drawn = new Map();
  for (const node of document.querySelectorAll('figure[data-figure]')) {
    const figure = data[Number(node.dataset.figure)];
    node.dataset.kind = figure.kind;
    const holder = node.querySelector('.plot');
    const draw = kinds[figure.kind](figure, holder);
    draw();
    drawn.set(holder, { draw, width: holder.clientWidth });
  }
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const state = drawn.get(target);
      if (Math.abs(target.clientWidth - state.width) > 8) {
        state.width = target.clientWidth;
        state.draw();
      }
    }
  });
  for (const holder of drawn.keys()) observer.observe(holder);
  document.querySelectorAll('.table').forEach(enliven);
})();
