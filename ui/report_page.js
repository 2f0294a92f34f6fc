// Sorting by a click on a heading, and filtering; the page works without it, in the order of the run.
(() => {
  const table = document.getElementById("files");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const words = document.getElementById("words");
  const status = document.getElementById("status");
  const noticed = document.getElementById("noticed");
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  const texts = new Map(rows.map((row) => [row, fold(row.textContent)]));
  const order = new Intl.Collator("vi", { numeric: true });

  const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent;

  function sort(head, column) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const number = head.dataset.sort === "number";
    const keys = new Map(rows.map((row) => [row, value(row, column)]));
    const compare = (a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);  // what is empty stays at the end, either way
      return (down ? -1 : 1) * (number ? x - y : order.compare(x, y));
    };
    body.append(...[...rows].sort(compare));
  }

  function filter() {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = wanted.every((word) => texts.get(row).includes(word))
        && (!status.value || row.dataset.status === status.value)
        && (!noticed.checked || row.dataset.noticed === "yes");
      row.hidden = !fits;
      shown += fits;
    }
    document.getElementById("shown").textContent = `${shown}/${rows.length} tệp`;
    document.getElementById("none").hidden = shown > 0;
  }

  [...table.tHead.rows[0].cells].forEach((head, column) => {
    head.firstElementChild.addEventListener("click", () => sort(head, column));
  });
  const form = document.getElementById("filter");
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
