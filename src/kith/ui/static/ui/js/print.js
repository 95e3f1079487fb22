/* The print button of a blank form; without this file the browser's own print does the same. */
(function () {
  "use strict";
  var button = document.querySelector("[data-kith-print]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  }
})();
