// Tables that sort, filter and unfold.

const SECONDS = { ns: 1e-9, '\u00b5s': 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600 };
const NUMBERS = /(\d+(?:\.\d+)?(?:e[+-]?\d+)?)/i;

/** The first number of a text, in seconds if a unit of time follows it. */
function valueOf(text, numeric) {
  if (!numeric) return text;
  const found = text.match(/([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?: (ns|\u00b5s|ms|s|min|h)\b)?/i);
  return found ? Number(found[1]) * (SECONDS[found[2]] || 1) : NaN;
}

/** Compares texts, and the numbers in them by value: 9 comes before 10, and 0.05 before 0.1. */
function compareTexts(one, other) {
  const [a, b] = [one.split(NUMBERS), other.split(NUMBERS)];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const numbers = i % 2 === 1 && Number(a[i]) - Number(b[i]);
    if (numbers) return numbers;
    if (i % 2 === 0 && a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return a.length - b.length || (one < other ? -1 : Number(one > other));
}

function compare(one, other, numeric, sign) {
  const [a, b] = [valueOf(one, numeric), valueOf(other, numeric)];
  const missing = (value, text) => (numeric ? Number.isNaN(value) : text === '' || text === '-');
  if (missing(a, one) || missing(b, other)) return Number(missing(a, one)) - Number(missing(b, other));
  return sign * (numeric ? a - b : compareTexts(a, b));
}

/** Shows at the edges of a table, and in words, that it goes on there. */
function tellScrolling(table) {
  const frame = table.querySelector('.window');
  const scroll = table.querySelector('.scroll');
  const hint = table.querySelector('.hint');
  const tell = () => {
    const wide = scroll.scrollWidth - scroll.clientWidth > 2;
    const high = scroll.scrollHeight - scroll.clientHeight > 2;
    frame.classList.toggle('wider', wide && scroll.scrollLeft + scroll.clientWidth < scroll.scrollWidth - 2);
    frame.classList.toggle('longer', high && scroll.scrollTop + scroll.clientHeight < scroll.scrollHeight - 2);
    hint.hidden = !wide && !high;
    hint.textContent = `scroll for more ${[wide ? 'columns' : '', high ? 'rows' : ''].filter(Boolean).join(' and ')}`;
  };
  scroll.addEventListener('scroll', tell, { passive: true });
  // Far from the screen a table is not laid out, and what it was told there about its width is void.
  scroll.addEventListener('contentvisibilityautostatechange', ({ skipped }) => skipped || tell());
  const sizes = new ResizeObserver(tell);
  sizes.observe(scroll);
  sizes.observe(scroll.querySelector('table'));
}

function enliven(table) {
  tellScrolling(table);
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
