// Gradio calls this once with `element`, `trigger` and `watch`: presses in the conversation become events.
element.setAttribute('role', 'log');
element.setAttribute('aria-live', 'polite');
element.setAttribute('aria-label', 'Cuộc hỏi đáp');
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.example !== undefined) { trigger('example', {question: button.dataset.example}); return; }
  if (button.dataset.n === undefined) return;
  window.vkPressed = button;
  trigger('cite', {turn: Number(button.dataset.turn), n: Number(button.dataset.n)});
});
// The newest question goes to the top, so that its answer is read from its beginning.
const scroller = element.closest('.html-container');
watch('value', () => {
  const newest = element.querySelector('.vk-turn:last-child');
  if (newest) scroller.scrollTop += newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
});
