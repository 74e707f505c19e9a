// What must be said outside the canvas, because the playground cannot say it.

// {title, why, next}: what happened, why, and what to do; `action` {label, run} is optional.
export function showNotice({ title, why, next, action }) {
  const notice = document.createElement('section');
  notice.className = 'notice';
  notice.append(line('h2', title), line('p', why), line('p', next));
  if (action) notice.append(button(action.label, action.run));
  notice.append(button('Dismiss', () => notice.remove()));
  document.querySelector('#notices').append(notice);
}

function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function button(label, run) {
  const element = line('button', label);
  element.type = 'button';
  element.addEventListener('click', run);
  return element;
}
