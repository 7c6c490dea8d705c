/**
 * Tells what is under the pointer, or where the arrow keys have gone. Spots have x, y, group and text; text may be a function
 * that makes a text or an element. A click keeps what is shown until the next one.
 */
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
    tip.replaceChildren(typeof text === 'function' ? text() : text);
    tip.hidden = false;
    // An SVG element has no offset of its own: both boxes are measured on the screen.
    const box = picture.getBoundingClientRect();
    const around = holder.getBoundingClientRect();
    const zoom = box.width / width;
    const left = x * zoom + 12 + tip.offsetWidth > box.width ? x * zoom - 12 - tip.offsetWidth : x * zoom + 12;
    // Above the point where it would cover what is below the picture, such as the legend.
    const top = y * zoom + 12 + tip.offsetHeight > box.height ? y * zoom - 12 - tip.offsetHeight : y * zoom + 12;
    tip.style.left = `${box.left - around.left + Math.max(0, left)}px`;
    tip.style.top = `${box.top - around.top + Math.max(0, top)}px`;
  };
  let kept = false;
  picture.addEventListener('click', () => {
    kept = !kept && current >= 0;
  });
  picture.addEventListener('pointermove', (event) => {
    if (kept) return;
    const zoom = picture.getBoundingClientRect().width / width;
    let best = -1;
    let nearest = 26 ** 2;
    spots.forEach((spot, index) => {
      const distance = (spot.x * zoom - event.offsetX) ** 2 + (spot.y * zoom - event.offsetY) ** 2;
      if (distance < nearest) [best, nearest] = [index, distance];
    });
    show(best);
  });
  const leave = () => {
    if (!kept) show(-1);
  };
  picture.addEventListener('pointerleave', leave);
  picture.addEventListener('blur', leave);
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
