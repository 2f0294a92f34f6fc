// Gradio calls this once with `element` and `trigger`: a question is typed and sent, or the answer stopped.
const part = (name) => element.querySelector(name);
const box = () => part('#vk-box');
let edited = null;
vk.filters = () => {
  const chosen = {};
  for (const field of element.querySelectorAll('.vk-fields [name]')) if (field.value) chosen[field.name] = field.value;
  return chosen;
};
vk.busy = (busy) => {
  const [send, stop] = [part('.vk-send'), part('.vk-stop')];
  if (!send) return;
  const held = document.activeElement === stop;
  send.hidden = busy;
  stop.hidden = !busy;
  if (held && !busy) box().focus();
};
vk.edit = (turn, question) => {
  edited = turn;
  part('.vk-editing').hidden = false;
  box().value = question;
  fit();
  box().focus();
};
const unedit = () => { edited = null; part('.vk-editing').hidden = true; };
const fit = () => { box().style.height = 'auto'; box().style.height = `${Math.min(box().scrollHeight + 2, 140)}px`; };
const count = () => {
  const chosen = Object.values(vk.filters());
  part('.vk-chosen').textContent = chosen.length ? `(${chosen.length})` : '';
};
const PATIENCE = 8000;
let waiting = 0;
vk.turned = () => {
  vk.turning = 0;
  if (waiting) send();
};
const send = () => {
  clearTimeout(waiting);
  waiting = 0;
  if (vk.turning && Date.now() - vk.turning < PATIENCE) { waiting = setTimeout(send, PATIENCE); return; }
  const question = box().value.trim();
  if (!question || !part('.vk-stop').hidden) return;
  const asked = {question, conversation: vk.conversation(), filters: vk.filters()};
  if (edited !== null) asked.turn = edited;
  vk.turnAway();
  trigger('ask', asked);
  box().value = '';
  part('.vk-filters').open = false;
  unedit();
  fit();
};
element.addEventListener('submit', (event) => { event.preventDefault(); send(); });
element.addEventListener('input', (event) => { if (event.target === box()) fit(); else count(); });
element.addEventListener('change', count);
element.addEventListener('keydown', (event) => {
  if (event.target === box() && event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
  if (event.key !== 'Escape') return;
  if (edited !== null) { box().value = ''; unedit(); fit(); }
  else if (part('.vk-filters').open && event.target !== box()) {
    part('.vk-filters').open = false;
    part('summary').focus();
  }
});
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.stop !== undefined) trigger('stop', {});
  if (button.dataset.unedit !== undefined) { box().value = ''; unedit(); fit(); box().focus(); }
  if (button.dataset.clear !== undefined) {
    for (const field of element.querySelectorAll('.vk-fields [name]')) field.value = '';
    count();
  }
});
if (!vk.phone()) box()?.focus({preventScroll: true});
