// Runs in the article component: after the server has sent an article, show it at its mark; after it has taken it away, the cards.
watch('value', () => {
  window.youju?.clock?.(element);
  if (element.querySelector('.reader')) window.youju?.show();
  else document.body.classList.remove('reading');
});
