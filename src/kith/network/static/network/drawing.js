/* Adds to a drawing what only a script can: larger and smaller, pulling it about, arrow keys, and a slider through time.
   Every page works without this file. */
(function () {
  "use strict";
  var box = document.querySelector("[data-kith-drawing]");
  if (!box || !box.querySelector("svg") || !window.DOMParser) { return; }
  var LEAST = 0.4, MOST = 3, STEP = 1.25, MONTHS = 36;
  var scale = 1;

  function svg() { return box.querySelector("svg"); }
  function natural() { return svg().viewBox.baseVal.width; }

  // --- larger, smaller, all of it -------------------------------------------------------------------------------

  function zoomTo(wanted, least) {
    var middle = (box.scrollLeft + box.clientWidth / 2) / (box.scrollWidth || 1);
    scale = Math.min(MOST, Math.max(least || LEAST, wanted));
    var one = svg();
    one.style.minWidth = "0";
    one.style.maxWidth = "none";
    one.style.width = natural() * scale + "px";
    one.style.height = "auto";
    box.scrollLeft = middle * box.scrollWidth - box.clientWidth / 2;
    said.textContent = Math.round(scale * 100) + " per cent";
  }

  function button(text, done) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button govuk-button--secondary kith-tools__one";
    made.textContent = text;
    made.addEventListener("click", done);
    return made;
  }

  var said = document.createElement("span");
  said.className = "govuk-visually-hidden";
  said.setAttribute("aria-live", "polite");
  var tools = document.createElement("div");
  tools.className = "kith-tools kith-screen-only";
  tools.append(
    button("Larger", function () { zoomTo(shownScale() * STEP); }),
    button("Smaller", function () { zoomTo(shownScale() / STEP); }),
    button("All of it", function () { var fits = (box.clientWidth - 4) / natural(); zoomTo(fits, fits); }),
    said
  );
  box.before(tools);
  function shownScale() { return svg().getBoundingClientRect().width / natural(); }

  // --- pulling it about with the mouse; fingers scroll anyway ----------------------------------------------------

  var from = null;
  box.addEventListener("pointerdown", function (event) {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("a")) { return; }
    from = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: window.scrollY };
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", function (event) {
    if (from) { box.scrollLeft = from.left - (event.clientX - from.x); }
  });
  ["pointerup", "pointercancel"].forEach(function (kind) {
    box.addEventListener(kind, function () { from = null; });
  });

  // --- the arrow keys: one stop for the tabulator, then from person to person ------------------------------------

  function people() { return Array.prototype.slice.call(box.querySelectorAll(".kith-map__person")); }
  function handle(person) { return person.querySelector("a") || person; }
  function middleOf(person) {
    var at = handle(person).getBoundingClientRect();
    return { x: at.left + at.width / 2, y: at.top + at.height / 2 };
  }
  function startsAt(all) {
    return all.find(function (one) { return one.querySelector(".kith-map__shape--focus"); }) || all[0];
  }
  function rove() {
    var all = people(), first = startsAt(all);
    all.forEach(function (one) { handle(one).setAttribute("tabindex", one === first ? "0" : "-1"); });
  }
  function nearest(all, here, way) {
    var at = middleOf(here), best = null, least = Infinity;
    all.forEach(function (one) {
      if (one === here) { return; }
      var to = middleOf(one), dx = to.x - at.x, dy = to.y - at.y;
      var along = { up: -dy, down: dy, left: -dx, right: dx }[way];
      var aside = Math.abs(way === "up" || way === "down" ? dx : dy);
      if (along > 4 && along + aside * 2 < least) { least = along + aside * 2; best = one; }
    });
    return best;
  }
  function goTo(person) {
    if (!person) { return; }
    people().forEach(function (one) { handle(one).setAttribute("tabindex", one === person ? "0" : "-1"); });
    handle(person).focus();
    person.scrollIntoView({ block: "nearest", inline: "center" });
  }
  var WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };
  box.addEventListener("keydown", function (event) {
    var here = event.target.closest(".kith-map__person"), all = people();
    if (event.altKey || event.ctrlKey || event.metaKey || !all.length) { return; }
    if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      zoomTo(event.key === "+" ? shownScale() * STEP : shownScale() / STEP);
    } else if (event.key === "Home" && here) {
      event.preventDefault();
      goTo(startsAt(all));
    } else if (here && event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      nudge(here, WAYS[event.key]);
    } else if (here && WAYS[event.key]) {
      event.preventDefault();
      var way = WAYS[event.key], named = here.getAttribute("data-" + way);
      goTo((named && document.getElementById(named)) || nearest(all, here, way));
    }
  });

  // --- moving somebody aside: the form below does the same --------------------------------------------------------

  function nudge(person, way) {
    var form = document.querySelector("[data-kith-nudge]"), link = person.querySelector("a");
    if (!form || !link || !window.fetch) { return; }
    var address = link.getAttribute("href");
    var chosen = Array.prototype.find.call(form.elements.person.options, function (one) {
      return one.value && address.indexOf(one.value) >= 0;
    });
    if (!chosen) { return; }
    form.elements.person.value = chosen.value;
    var sent = new FormData(form);
    sent.append("way", way);
    window.fetch(form.action, { method: "POST", body: sent, headers: { Accept: "text/html" } }).then(function (answer) {
      if (!answer.ok) { throw new Error("refused"); }
      return answer.text();
    }).then(function (text) {
      var left = box.scrollLeft;
      put(new DOMParser().parseFromString(text, "text/html"));
      box.scrollLeft = left;
      goTo(people().find(function (one) {
        var to = one.querySelector("a");
        return to && to.getAttribute("href") === address;
      }));
      said.textContent = "Moved to the " + way;
    }).catch(function () { window.location.reload(); });
  }

  // --- the middle first: on a small screen the child is in view --------------------------------------------------

  function centre() {
    var focus = box.querySelector(".kith-map__shape--focus, .kith-map__core");
    var at = focus ? focus.getBoundingClientRect() : svg().getBoundingClientRect();
    var edge = box.getBoundingClientRect();
    box.scrollLeft += at.left + at.width / 2 - (edge.left + edge.width / 2);
  }

  // --- through time: the same page of another day, its picture and its words put in place of these ---------------

  var parts = ["day", "month", "year"].map(function (part) { return document.querySelector("[name=on_" + part + "]"); });
  function slider() {
    var form = parts[0] && parts[0].form;
    if (!form || !window.fetch) { return; }
    var now = new Date(), label = document.createElement("label"), line = document.createElement("input");
    var shown = document.createElement("output");
    label.className = "kith-tools__time";
    label.textContent = "Through time ";
    line.type = "range";
    line.min = -MONTHS;
    line.max = 0;
    // The page may be of another day already: that day stands first, whatever the slider's steps are.
    var asked = parts.map(function (part) { return Number(part.value); });
    line.value = (asked[2] - now.getFullYear()) * 12 + (asked[1] - 1 - now.getMonth()) || 0;
    function day() {
      var at = new Date(now.getFullYear(), now.getMonth() + Number(line.value), 1);
      return Number(line.value) === 0 ? now : at;
    }
    function words(of) {
      var said = of.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
      shown.textContent = said;
      line.setAttribute("aria-valuetext", said);
    }
    line.addEventListener("input", function () { words(day()); });
    line.addEventListener("change", function () {
      var at = day();
      [at.getDate(), at.getMonth() + 1, at.getFullYear()].forEach(function (value, place) { parts[place].value = value; });
      var address = window.location.pathname + "?" + new URLSearchParams(new FormData(form)).toString();
      window.fetch(address, { headers: { Accept: "text/html" } }).then(function (answer) {
        // Signed out meanwhile, or gone: the page itself says it best.
        if (!answer.ok || answer.redirected) { window.location.assign(address); return null; }
        return answer.text();
      }).then(function (text) {
        if (text) { put(new DOMParser().parseFromString(text, "text/html")); }
      }).catch(function () { window.location.assign(address); });
    });
    words(asked.every(Boolean) ? new Date(asked[2], asked[1] - 1, asked[0]) : now);
    label.append(line, shown);
    tools.append(label);
  }
  function put(page) {
    ["[data-kith-drawing]", "[data-kith-signs]", "[data-kith-words]", "[data-kith-says]", ".kith-true-on"].forEach(function (which) {
      var old = document.querySelector(which), made = page.querySelector(which);
      if (old && made) { old.replaceChildren.apply(old, Array.prototype.slice.call(document.adoptNode(made).childNodes)); }
    });
    scale = 1;
    if (svg()) { rove(); centre(); }
  }

  rove();
  centre();
  slider();
})();
