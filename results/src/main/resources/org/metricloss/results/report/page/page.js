// Everything at once, and figures again when their width changes.

const kinds = { xy: drawXy, bars: drawBars, heat: drawHeat, embeddings: drawEmbeddings, gallery: drawGallery, strip: drawStrip };
const data = JSON.parse(document.getElementById('figures').textContent);
const drawn = new Map();
for (const node of document.querySelectorAll('figure[data-figure]')) {
  const figure = data[Number(node.dataset.figure)];
  node.dataset.kind = figure.kind;
  const holder = node.querySelector('.plot');
  try {
    const draw = kinds[figure.kind](figure, holder);
    draw();
    drawn.set(holder, { draw, width: holder.clientWidth });
  } catch (broken) {
    // One figure that cannot be drawn costs no other, and no table.
    holder.append(html('p', {}, `This figure cannot be drawn: ${broken.message}`));
    console.error(broken);
  }
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
for (const row of document.querySelectorAll('.ranking tr[data-objective]')) highlights(row, row.dataset.objective);
