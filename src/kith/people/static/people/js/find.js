/* Shows who could be meant while a name is typed. The page works without this file: the button does the same. */
(function () {
  "use strict";
  var form = document.querySelector("[data-kith-find]");
  var found = document.getElementById("found");
  if (!form || !found || !window.fetch || !window.DOMParser || !found.replaceChildren) { return; }
  var field = form.elements.name;
  var WAIT = 350, LEAST = 3;
  var timer = null, asked = 0, shown = field.value;
  function look() {
    var text = field.value.trim();
    if (text === shown || text.length < LEAST) { return; }
    shown = text;
    var mine = asked += 1;
    fetch(form.action || window.location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Kith-Part": "found" },
      credentials: "same-origin"
    }).then(function (answer) {
      if (answer.redirected || (!answer.ok && answer.status !== 429)) { throw new Error("refused"); }
      return answer.text();
    }).then(function (html) {
      // A slow answer to what was typed before is of no use.
      if (mine !== asked) { return; }
      var part = new DOMParser().parseFromString(html, "text/html");
      found.replaceChildren.apply(found, part.body.childNodes);
    }).catch(function () {
      // Signed out, or no network: the button asks in the ordinary way and says what is wrong.
      if (mine === asked) { found.textContent = ""; shown = ""; }
    });
  }
  field.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, WAIT);
  });
})();
