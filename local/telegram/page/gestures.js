// Ways to reach a message's actions: right click, long touch, double click, swipe to reply.

const LONG_TOUCH_MS = 450;
const SWIPE = 56;

/** Watches the messages inside `scroller`. */
export function watchGestures(scroller, acts) {
  const rowOf = (event) => event.target.closest?.('.row[data-id], .row[data-local]');
  const open = (event, row) => {
    const message = acts.messageOf(row);
    if (message) acts.menu(message, { x: event.clientX, y: event.clientY });
  };

  scroller.addEventListener('contextmenu', (event) => {
    const row = rowOf(event);
    const chosen = String(getSelection());
    if (!row || chosen || event.target.closest('a')) return;
    event.preventDefault();
    open(event, row);
  });
  scroller.addEventListener('dblclick', (event) => {
    const row = rowOf(event);
    const message = row && !event.target.closest('.bubble, button') && acts.messageOf(row);
    if (message?.message_id) acts.reply(message);
  });
  watchTouch(scroller, rowOf, open, acts);
}

function watchTouch(scroller, rowOf, open, acts) {
  let touch = null;
  const end = () => {
    if (!touch) return;
    clearTimeout(touch.timer);
    touch.row.style.removeProperty('--swipe');
    touch.row.classList.remove('swiping');
    touch = null;
  };
  scroller.addEventListener('pointerdown', (event) => {
    const row = rowOf(event);
    end();
    if (event.pointerType !== 'touch' || !row) return;
    const timer = setTimeout(() => {
      open(event, row);
      end();
    }, LONG_TOUCH_MS);
    touch = { row, timer, x: event.clientX, y: event.clientY };
  });
  scroller.addEventListener('pointermove', (event) => {
    if (!touch) return;
    const [dx, dy] = [event.clientX - touch.x, event.clientY - touch.y];
    if (Math.hypot(dx, dy) > 10) clearTimeout(touch.timer);
    if (dx > -12 || Math.abs(dy) > Math.abs(dx)) return;
    touch.row.classList.add('swiping');
    touch.row.style.setProperty('--swipe', `${Math.max(-SWIPE - 12, dx)}px`);
    touch.far = dx < -SWIPE;
  });
  scroller.addEventListener('pointerup', () => {
    const message = touch?.far && acts.messageOf(touch.row);
    end();
    if (message?.message_id) acts.reply(message);
  });
  scroller.addEventListener('pointercancel', end);
}
