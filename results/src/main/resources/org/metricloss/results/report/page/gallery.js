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

// Training images, each followed by its augmented versions.
function drawStrip(figure, holder) {
  const rows = html('ol', { class: 'queries' });
  for (const row of figure.rows) {
    const shown = (image, words) => html('div', { class: 'asked', title: words }, html('img', { src: `data:image/png;base64,${image}`, alt: `class ${row.name}, ${words}`, loading: 'lazy' }));
    const line = html('li', { class: 'query' }, shown(row.original, 'as it is'));
    row.versions.forEach((image, i) => line.append(shown(image, `epoch ${i + 1}`)));
    line.append(html('span', {}, row.name));
    rows.append(line);
  }
  holder.append(rows);
  return () => {};
}
