// Gradio calls this once with `element`, `trigger` and `watch`: the list of conversations.
let kept = null;
try { kept = localStorage.getItem('vk-drawer'); } catch (refused) { /* as the width suggests */ }
if (!vk.phone()) vk.drawer(kept ? kept === 'open' : innerWidth >= 1200);
let waiting = 0;
element.addEventListener('input', (event) => {
  if (event.target.id !== 'vk-find') return;
  clearTimeout(waiting);
  waiting = setTimeout(() => trigger('search', {wanted: event.target.value}), 200);
});
element.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  if (!button || vk.common(button, () => trigger('fresh', {}))) return;
  const data = button.dataset;
  const shown = vk.conversation();
  if (data.open !== undefined) {
    trigger('open', {conversation: data.open});
    if (vk.phone()) vk.drawer(false);
  } else if (data.rename !== undefined) {
    const title = await vk.dialog({label: data.label, ok: data.ok, cancel: data.cancel, value: data.value});
    if (title) trigger('rename', {conversation: data.rename, title, shown});
  } else if (data.delete !== undefined) {
    const sure = await vk.dialog({label: data.label, ok: data.ok, cancel: data.cancel});
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
watch('value', mark);
