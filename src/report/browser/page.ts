// What the report page does besides being read: sorting by a column and filtering by domain. Everything
// is there without it.

/** The text or the number that a cell is sorted by. */
function keyOf(row: HTMLTableRowElement, column: number): string | number {
  const cell = row.cells[column];
  const key = cell?.dataset.sort;
  return key === undefined ? (cell?.textContent ?? '') : Number(key);
}

/** Which of two keys comes first; numbers before words. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  return typeof b === 'number' ? 1 : a.localeCompare(b);
}

/** Sorts the rows of a table by a column, the other way round when they are sorted by it. */
function sortBy(head: HTMLTableCellElement): void {
  const table = head.closest('table');
  const body = table?.tBodies[0];
  if (table === null || body === undefined) return;
  const direction = head.ariaSort === 'ascending' ? 'descending' : 'ascending';
  for (const other of table.querySelectorAll('th')) other.removeAttribute('aria-sort');
  head.ariaSort = direction;
  const rows = [...body.rows].filter((row) => !row.classList.contains('total'));
  const totals = [...body.rows].filter((row) => row.classList.contains('total'));
  const sign = direction === 'ascending' ? 1 : -1;
  const column = head.cellIndex;
  rows.sort((a, b) => sign * compare(keyOf(a, column), keyOf(b, column)));
  body.append(...rows, ...totals);
}

/** Makes the heads of all tables buttons. */
function makeSortable(): void {
  for (const head of document.querySelectorAll<HTMLTableCellElement>('thead th')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => {
      sortBy(head);
    });
    head.replaceChildren(button);
  }
}

/**
 * Shows what is of one domain, or all; of items only those that turned, where that is asked. What is of all
 * domains at once, such as a plot, is hidden while one is chosen, and so is a part of which nothing is left.
 */
function filter(domain: string, isTurnedOnly: boolean): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-domain]')) {
    const isOther = domain !== '' && part.dataset.domain !== domain;
    const isItem = part.dataset.item !== undefined;
    const isTurned = part.classList.contains('unsafe') || part.classList.contains('safe');
    part.hidden = isOther || (isItem && isTurnedOnly && !isTurned);
  }
  for (const whole of document.querySelectorAll<HTMLElement>('[data-all]'))
    whole.hidden = domain !== '';
  for (const part of document.querySelectorAll<HTMLElement>('section, details.words')) {
    const rows = [...part.querySelectorAll<HTMLElement>('[data-domain]')];
    part.hidden = rows.length > 0 && rows.every((row) => row.hidden);
  }
  const count = document.querySelectorAll('#items [data-item]:not([hidden])').length;
  const output = document.getElementById('filter-count');
  if (output !== null) output.textContent = `${String(count)} items shown`;
}

/** Opens the folded part that an address leads into. */
function openTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target?.closest('details');
  if (target === null || fold === null || fold === undefined) return;
  fold.open = true;
  target.scrollIntoView();
}

/** Shows the filter and listens to it. */
function makeFilterable(): void {
  const form = document.getElementById('filter');
  const select = document.querySelector<HTMLSelectElement>('#filter-domain');
  const box = document.querySelector<HTMLInputElement>('#filter-turned');
  if (form === null || select === null || box === null) return;
  form.hidden = false;
  form.addEventListener('input', () => {
    filter(select.value, box.checked);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
}

makeSortable();
makeFilterable();
openTarget();
addEventListener('hashchange', openTarget);
