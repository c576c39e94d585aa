// Sets the theme before first paint. A file of its own because the content security policy forbids
// inline scripts; `Theme` (src/app/ui/theme.ts) writes the same key and takes over afterwards.
(function () {
  var choice = 'system';
  try {
    choice = localStorage.getItem('naif.theme') || 'system';
  } catch {
    // Storage may be blocked: the system's theme then.
  }
  var dark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
