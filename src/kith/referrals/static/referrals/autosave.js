/* Keeps what stands in a form whenever writing rests, so that a reload or an ended session loses nothing. The page works without it. */
(function () {
  "use strict";
  var REST_MS = 2000;
  var TRY_AGAIN_MS = 15000;
  var form = document.querySelector("form[data-kith-draft]");
  if (!form || !window.fetch || !window.FormData) { return; }
  var said = document.querySelector("[data-kith-draft-said]");
  var changed = false;
  var sending = false;
  var resting = 0;

  function say(words) {
    if (said) { said.hidden = false; said.textContent = words; }
  }

  function keep() {
    if (!changed || sending) { return; }
    changed = false;
    sending = true;
    window.fetch(form.getAttribute("data-kith-draft"), {
      method: "POST", body: new FormData(form), credentials: "same-origin", keepalive: true, redirect: "follow"
    }).then(function (answer) {
      if (answer.status === 204) {
        if (!changed) { form.dispatchEvent(new Event("kith:draft-kept")); }
        say("Kept at " + new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) + ".");
      } else {
        changed = true;
        say("You are signed out. Sign in again: what was kept is still there.");
      }
    }).catch(function () {
      changed = true;
      say("No signal just now. Do not close this page: we will try again.");
    }).then(function () { sending = false; });
  }

  form.addEventListener("input", function () {
    changed = true;
    window.clearTimeout(resting);
    resting = window.setTimeout(keep, REST_MS);
  });
  form.addEventListener("submit", function () { changed = false; });
  document.addEventListener("visibilitychange", function () { if (document.hidden) { keep(); } });
  window.setInterval(keep, TRY_AGAIN_MS);
})();
