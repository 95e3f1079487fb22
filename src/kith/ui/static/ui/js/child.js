/* "Leave this page": the button, or Shift three times. Without this file the button is a plain link that does the same. */
(function () {
  "use strict";
  var link = document.querySelector("[data-kith-leave]");
  var presses = 0;
  var timer = null;

  function leave() {
    // Blank first, so that nothing is left to read while the next page loads.
    document.documentElement.classList.add("kith-leaving");
    document.title = "";
    // Replaces this page in the history, so that Back does not return to it; the server ends the session on the way.
    window.location.replace(link.href);
  }

  if (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });
    document.addEventListener("keyup", function (event) {
      if (event.key !== "Shift") { presses = 0; return; }
      presses += 1;
      window.clearTimeout(timer);
      timer = window.setTimeout(function () { presses = 0; }, 5000);
      if (presses === 3) { leave(); }
    });
    // A page kept by the browser for Back must not come back to life.
    window.addEventListener("pageshow", function (event) {
      if (event.persisted && document.documentElement.classList.contains("kith-leaving")) { leave(); }
    });
  }

  var summary = document.querySelector(".govuk-error-summary");
  if (summary) {
    summary.setAttribute("tabindex", "-1");
    summary.focus();
  }
})();
