/* Keeps what is typed into a form in this tab only, so that a reload loses nothing: never sent, and gone once it is sent,
   once somebody else has this device, or once the tab is closed. The page works without it.
   Every form that is sent and holds words is kept, unless it says data-kith-not-kept. */
(function () {
  "use strict";
  var BEGINNING = "kith-kept:";
  var NOT_TYPED = ["hidden", "password", "file", "submit", "button", "fieldset", "search"];
  var NO_WORDS_OF_THEIRS = ["csrfmiddlewaretoken", "version", "back"];
  var mark = document.currentScript;
  var whose = mark ? mark.getAttribute("data-kith-kept-for") : "";
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
  function fieldsOf(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && (field.name === "version" || (NOT_TYPED.indexOf(field.type) === -1 && field.autocomplete !== "one-time-code"));
    });
  }

  function holdsWords(form) {
    return fieldsOf(form).some(function (field) { return field.type === "textarea" || field.type === "text"; });
  }

  function isTicked(field) { return field.type === "checkbox" || field.type === "radio"; }

  /* What a form is about: where it goes and what it carries along, so that words never come back in another one. */
  function about(form) {
    var carried = Array.prototype.filter.call(form.elements, function (field) {
      return field.type === "hidden" && NO_WORDS_OF_THEIRS.indexOf(field.name) === -1;
    }).map(function (field) { return field.name + "=" + field.value; });
    return [window.location.pathname, form.getAttribute("action") || ""].concat(carried).join("|");
  }

  function fill(form, typed) {
    fieldsOf(form).forEach(function (field) {
      typed.forEach(function (one) {
        if (one[0] !== field.name) { return; }
        if (!isTicked(field)) { field.value = one[2]; } else if (one[1] === field.value) { field.checked = one[2]; }
      });
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function say(form, forget) {
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

  function watch(form, place) {
    function keep() {
      var typed = fieldsOf(form).map(function (field) {
        return [field.name, isTicked(field) ? field.value : "", isTicked(field) ? field.checked : field.value];
      });
      try { store.setItem(place, JSON.stringify(typed)); } catch (full) { return; }
    }
    function forget() { store.removeItem(place); }

    /* Where a page says what becomes of a half-written form, it says it in the words that hold with this script. */
    Array.prototype.forEach.call(form.querySelectorAll("[data-kith-kept-said]"), function (place) {
      place.textContent = place.getAttribute("data-kith-kept-said");
    });

    /* After an error the server sends back what was typed. */
    var left = document.querySelector(".govuk-error-summary") ? null : store.getItem(place);
    if (left) {
      fill(form, JSON.parse(left));
      /* A draft is kept with the service too, by a script that listens once the page is whole. */
      if (!form.hasAttribute("data-kith-draft")) { say(form, forget); } else {
        document.addEventListener("DOMContentLoaded", function () { form.dispatchEvent(new Event("input")); });
      }
    }
    /* What it sends back is kept anew: it was not taken yet. */
    if (form.querySelector(".govuk-form-group--error")) { keep(); }
    form.addEventListener("input", keep);
    form.addEventListener("submit", forget);
    form.addEventListener("kith:draft-kept", forget);
  }

  forgetOthers();
  if (!whose) { return; }
  /* A page whose forms are about the same thing keeps none of them: nobody could say which words were whose. */
  var places = {};
  Array.prototype.forEach.call(document.querySelectorAll("form[method=post]:not([data-kith-not-kept])"), function (form) {
    if (holdsWords(form)) { (places[about(form)] = places[about(form)] || []).push(form); }
  });
  Object.keys(places).forEach(function (one) {
    if (places[one].length === 1) { watch(places[one][0], BEGINNING + whose + ":" + one); }
  });
})();
