// Everything, from the top, and charts again when width, colours or paper change.

const kinds = { xy: drawXy, choice: drawChoice, bars: drawBars, heat: drawHeat, embeddings: drawEmbeddings, gallery: drawGallery, strip: drawStrip };
const data = JSON.parse(document.getElementById('figures').textContent);
const waiting = [];
const drawn = new Map();

function attempt(holder, draw) {
  try {
    return draw();
  } catch (broken) {
    // One figure that cannot be drawn costs no other, and no table.
    holder.append(html('p', { class: 'failed' }, `This figure cannot be drawn: ${broken.message}`));
    console.error(broken);
    return () => {};
  }
}

for (const node of document.querySelectorAll('figure[data-figure]')) {
  const figure = data[Number(node.dataset.figure)];
  const holder = node.querySelector('.plot');
  node.dataset.kind = figure.kind;
  waiting.push(() => {
    const draw = attempt(holder, () => kinds[figure.kind](figure, holder));
    attempt(holder, draw);
    drawn.set(holder, { draw, width: holder.clientWidth });
    observer.observe(holder);
    node.dataset.drawn = '';
  });
}

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const state = drawn.get(target);
    if (!onPaper() && target.clientWidth && Math.abs(target.clientWidth - state.width) > 8) {
      state.width = target.clientWidth;
      state.draw();
    }
  }
});

function repaint() {
  ink.known.clear();
  for (const { draw } of drawn.values()) draw();
}
for (const media of ['(prefers-color-scheme: dark)', 'print']) matchMedia(media).addEventListener('change', repaint);
addEventListener('beforeprint', () => {
  document.documentElement.classList.add('paper');
  repaint();
  while (waiting.length) waiting.shift()();
});
addEventListener('afterprint', () => {
  document.documentElement.classList.remove('paper');
  repaint();
});

document.querySelectorAll('.table').forEach(enliven);
for (const row of document.querySelectorAll('.ranking tr[data-objective]')) highlights(row, row.dataset.objective);

/** One figure after another, so that the reader can scroll meanwhile. */
function next() {
  if (!waiting.length) return;
  waiting.shift()();
  setTimeout(next);
}
next();
