// Gradio calls this once with `element`, `trigger` and `watch`: the list of conversations.
let kept = null;
try { kept = localStorage.getItem('vk-drawer'); } catch (refused) { /* as the width suggests */ }
if (!vk.phone()) vk.drawer(kept ? kept === 'open' : innerWidth >= 1200);
let waiting = 0;
let searches = 0;
const search = () => {
  waiting = 0;
  searches += 1;
  trigger('search', {wanted: element.querySelector('#vk-find').value, number: searches});
};
element.addEventListener('input', (event) => {
  if (event.target.id !== 'vk-find') return;
  clearTimeout(waiting);
  waiting = setTimeout(search, 200);
});
element.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  if (!button || vk.common(button, () => trigger('fresh', {}))) return;
  const data = button.dataset;
  const shown = vk.conversation();
  if (data.open !== undefined) {
    if (data.open === shown) { if (vk.phone()) vk.drawer(false); return; }
    vk.turnAway();
    vk.turning = Date.now();
    trigger('open', {conversation: data.open});
    if (vk.phone()) vk.drawer(false);
  } else if (data.rename !== undefined) {
    const title = await vk.dialog({label: data.label, ok: data.ok, cancel: data.cancel, value: data.value});
    if (title) trigger('rename', {conversation: data.rename, title, shown});
  } else if (data.delete !== undefined) {
    const sure = await vk.dialog({label: data.label, ok: data.ok, cancel: data.cancel});
    if (sure && data.delete === shown) vk.turnAway();
    if (sure) trigger('remove', {conversation: data.delete, shown});
  }
});
const mark = () => {
  for (const item of element.querySelectorAll('li[data-id]')) {
    const open = item.querySelector('.vk-open');
    if (item.dataset.id === vk.conversation()) open.setAttribute('aria-current', 'true');
    else open.removeAttribute('aria-current');
  }
};
vk.openers.push(mark);
watch('value', () => {
  mark();
  // A list that is not that of the last search (an earlier one's came late, or an answer brought the whole) is none.
  const number = Number(element.querySelector('.vk-history')?.dataset.search);
  const wanted = element.querySelector('#vk-find')?.value;
  if (!waiting && number !== searches && (number || wanted)) waiting = setTimeout(search, 200);
});
