/* Starts GOV.UK's small improvements. Every page works without this file. */
(function () {
  "use strict";
  document.body.classList.add("js-enabled");
  if ("noModule" in HTMLScriptElement.prototype) {
    document.body.classList.add("govuk-frontend-supported");
  }
  if (window.GOVUKFrontend) {
    window.GOVUKFrontend.initAll();
  }
  // A page that the browser kept for Back is asked for again: the device may be in a child's hands now.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { window.location.reload(); }
  });
  // "Copy for the case system": the button appears only where it can work; the text can always be selected by hand.
  document.querySelectorAll("[data-kith-copy]").forEach(function (button) {
    var source = document.getElementById(button.getAttribute("data-kith-copy"));
    if (!source || !navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(source.textContent.trim()).then(function () {
        button.textContent = "Copied";
      });
    });
  });
})();
