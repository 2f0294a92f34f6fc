// Gradio calls this once with `element`, `trigger` and `watch`: presses in the conversation become events.
element.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  if (!button || vk.common(button, () => trigger('fresh', {}))) return;
  const data = button.dataset;
  const at = {conversation: vk.conversation(), turn: Number(data.turn)};
  if (data.example !== undefined) {
    ask({question: data.example, conversation: at.conversation, filters: vk.filters()});
  } else if (data.samples !== undefined) {
    trigger('samples', {});
  } else if (data.again !== undefined) {
    ask({...at, question: data.question, filters: data.question ? vk.filters() : {}});
  } else if (data.drop !== undefined) {
    ask({...at, drop: data.drop});
  } else if (data.restore !== undefined) {
    ask({...at, restore: data.restore});
  } else if (data.alone !== undefined) {
    ask({...at, alone: true});
  } else if (data.edit !== undefined) {
    vk.edit(at.turn, data.question);
  } else if (data.copy !== undefined) {
    await vk.copy(data.copy);
    vk.say(data.done);
  } else if (data.rate !== undefined) {
    const rating = Number(data.rate);
    const said = {label: data.label, ok: data.ok, cancel: data.cancel, value: data.comment, long: true};
    if (button.getAttribute('aria-pressed') !== 'true') trigger('rate', {...at, rating});
    const comment = await vk.dialog(said);
    if (comment !== null && comment !== said.value) trigger('rate', {...at, rating, comment});
  } else if (data.n !== undefined) {
    window.vkPressed = button;
    vk.openSource({...at, n: data.n});
  } else if (data.near !== undefined) {
    window.vkPressed = button;
    vk.openSource({...at, near: data.near});
  }
});
const ask = (asked) => { vk.turnAway(); trigger('ask', asked); };
let shown = '';
let there = null;
let just = '';
watch('value', () => {
  const talk = element.querySelector('.vk-conversation');
  const turns = element.querySelectorAll('.vk-turn');
  const busy = Boolean(element.querySelector('.vk-turn[aria-busy=true]'));
  vk.busy(busy);
  const drawn = vk.drawerOpen();
  for (const button of element.querySelectorAll('.vk-drawer')) button.setAttribute('aria-expanded', String(drawn));
  // The newest question goes to the top, so that its answer is read from its beginning.
  const now = `${turns.length} ${turns.length ? turns[turns.length - 1].querySelector('.vk-question').textContent : ''}`;
  if (turns.length && (now !== shown || busy)) {
    const scroller = element.querySelector('.vk-turns');
    scroller.scrollTop += turns[turns.length - 1].getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  }
  shown = now;
  // The address names the conversation, so that a page loaded again, or in the other language, shows it.
  const id = talk ? talk.dataset.id : '';
  const address = location.pathname + (id ? `?c=${encodeURIComponent(id)}` : '');
  if (address !== location.pathname + location.search) history.replaceState(history.state, '', address);
  for (const link of document.querySelectorAll('#vk-language')) {
    link.search = id ? `?c=${encodeURIComponent(id)}` : '';
  }
  if (id !== there || !turns.length) vk.turned();
  there = id;
  vk.markOpen();
  // An answer that has just come opens its source, unless the reader has opened or closed one meanwhile.
  if (talk?.dataset.just && talk.dataset.just !== just) {
    just = talk.dataset.just;
    vk.offerSource({conversation: id, turn: turns.length - 1, n: talk.dataset.main});
  }
});
