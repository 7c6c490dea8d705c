// Tables that sort, filter and unfold.

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
