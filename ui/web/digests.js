// The tab of digests, after screens.js: the bulletin of a period, and tasks by unit and deadline.
const bulletin = root.querySelector('[data-bulletin]');
const tasks = root.querySelector('[data-tasks]');
const wanted = root.querySelector('[data-tasks-filter]');
let days = null;

async function showBulletin() {
  if (!bulletin.firstChild) bulletin.textContent = words.digest_making;
  bulletin.setAttribute('aria-busy', 'true');
  await load(bulletin, bulletin.dataset.part + (days === null ? '' : `?days=${days}`));
  bulletin.removeAttribute('aria-busy');
}
const showTasks = (offset = 0) => {
  const query = new URLSearchParams(new FormData(wanted));
  query.set('offset', offset);
  return load(tasks, `${tasks.dataset.part}?${query}`);
};

root.addEventListener('submit', (event) => { event.preventDefault(); showTasks(); });
root.addEventListener('change', async (event) => {
  if (event.target.dataset.period === undefined) return;
  days = event.target.value;
  await showBulletin();
  bulletin.querySelector('[data-period]')?.focus({preventScroll: true});
});
root.addEventListener('click', (event) => {
  const data = event.target.closest('button')?.dataset || {};
  if (data.offset) showTasks(data.offset).then(() => tasks.querySelector('.vk-table')?.focus());
  if (data.show) showDocument(data.show, {at: data.at});
  // A note's number leads to its source within the bulletin, and leaves the address of the page alone.
  const link = event.target.closest('.vk-bulletin a[href^="#"]');
  if (!link) return;
  event.preventDefault();
  const place = document.getElementById(link.hash.slice(1));
  if (place) { place.tabIndex = -1; place.focus(); }
});
whenSeen(() => { showBulletin(); if (!tasks.contains(document.activeElement)) showTasks(); });
