// allauth's own scripts speak to the device; when it refuses, the reader gets a sentence instead of silence.
const problem = document.querySelector("[data-passkey-problem]");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  problem.textContent = problem.dataset.passkeyProblem;
  problem.hidden = false;
});
