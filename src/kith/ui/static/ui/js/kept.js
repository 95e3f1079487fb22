/* Keeps what is typed into a form in this tab only, so that a reload loses nothing: never sent, and gone once it is sent,
   once somebody else has this device, or once the tab is closed. The page works without it. */
(function () {
  "use strict";
  var BEGINNING = "kith-kept:";
  var mark = document.currentScript;
  var whose = mark ? mark.getAttribute("data-kith-kept-for") : "";
  var form = document.querySelector("form[data-kith-kept]");
  var place = BEGINNING + whose + ":" + window.location.pathname;
  var store;
  try { store = window.sessionStorage; } catch (refused) { return; }

  /* What was kept before the device changed hands, or before somebody signed in or out, is nobody's any more. */
  function forgetOthers() {
    var names = [];
    for (var at = 0; at < store.length; at += 1) { names.push(store.key(at)); }
    names.forEach(function (name) {
      if (name.indexOf(BEGINNING) === 0 && (!whose || name.indexOf(BEGINNING + whose + ":") !== 0)) {
        store.removeItem(name);
      }
    });
  }

  /* The version that the form was opened at is kept too, so that old words never go over somebody else's new ones. */
  function fields() {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && (field.name === "version" || ["hidden", "password", "file", "submit", "button", "fieldset"].indexOf(field.type) === -1);
    });
  }

  function isTicked(field) { return field.type === "checkbox" || field.type === "radio"; }

  function keep() {
    var typed = fields().map(function (field) {
      return [field.name, isTicked(field) ? field.value : "", isTicked(field) ? field.checked : field.value];
    });
    try { store.setItem(place, JSON.stringify(typed)); } catch (full) { return; }
  }

  function forget() { store.removeItem(place); }

  function fill(typed) {
    fields().forEach(function (field) {
      typed.forEach(function (one) {
        if (one[0] !== field.name) { return; }
        if (!isTicked(field)) { field.value = one[2]; } else if (one[1] === field.value) { field.checked = one[2]; }
      });
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function say() {
    var said = document.createElement("div");
    var words = document.createElement("p");
    var button = document.createElement("button");
    said.className = "govuk-inset-text";
    said.setAttribute("role", "status");
    words.className = "govuk-body";
    words.textContent = "Here is what you wrote before. Only this tab keeps it, until you send it.";
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = "Forget it";
    button.addEventListener("click", function () { forget(); window.location.reload(); });
    said.appendChild(words);
    said.appendChild(button);
    form.parentNode.insertBefore(said, form);
  }

  forgetOthers();
  if (!form || !whose) { return; }
  /* After an error the server sends back what was typed. */
  var left = document.querySelector(".govuk-error-summary") ? null : store.getItem(place);
  if (left) { fill(JSON.parse(left)); say(); }
  form.addEventListener("input", keep);
  form.addEventListener("submit", forget);
})();
