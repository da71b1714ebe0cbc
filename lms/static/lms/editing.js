/* Wagtail's editor saves by itself while a form is being sent: a new page then stands twice, and a second editor who only
   sent a text back "has saved a newer version". What is sent waits for the saving in hand and for the last words typed
   (the editor of rich text writes them into the form a quarter of a second later); after it nothing is saved. */
(() => {
  "use strict";

  const WRITTEN_DOWN = 500; // milliseconds
  const GIVEN_UP = 60_000; // who still sees the form then has stopped the sending: it saves itself again
  let typed = -WRITTEN_DOWN;
  let saving = false;
  let sent = false;
  let send = null;

  const sendNow = () => {
    const waiting = send;
    send = null;
    if (waiting) waiting();
  };

  const savingIsOver = () => {
    saving = false;
    sendNow();
  };

  const noteTyping = () => {
    typed = performance.now();
  };
  ["keydown", "keyup", "paste", "drop"].forEach((kind) => document.addEventListener(kind, noteTyping, true));

  document.addEventListener("w-autosave:save", (event) => {
    // A workflow's button writes its own fields into the form: that is no change of the text.
    if (sent || event.detail.formData.has("action-workflow-action")) event.preventDefault();
    else saving = true;
  });
  document.addEventListener("w-autosave:success", savingIsOver);
  document.addEventListener("w-autosave:error", savingIsOver);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sent = false;
  });

  // jQuery hears both a button and the workflow's own form.submit(), of which the browser tells nobody.
  window.jQuery(document).on("submit", "[data-edit-form]", (event) => {
    if (event.isDefaultPrevented()) return;
    const form = event.currentTarget;
    const native = event.originalEvent;
    const rest = typed + WRITTEN_DOWN - performance.now();
    if (!saving && rest <= 0) {
      sent = true;
      window.setTimeout(() => {
        sent = false;
      }, GIVEN_UP);
      return;
    }
    event.preventDefault();
    send = () => {
      if (native) form.requestSubmit(native.submitter);
      else window.jQuery(form).trigger("submit");
    };
    if (!saving) window.setTimeout(sendNow, rest);
  });
})();
