// The browser's own invitation to install is held back until somebody asks for it.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  for (const button of document.querySelectorAll("[data-install]")) {
    button.hidden = false;
    button.onclick = () => { event.prompt(); for (const one of document.querySelectorAll("[data-install]")) one.hidden = true; };
  }
});
