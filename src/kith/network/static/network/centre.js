// A drawing with the child in the middle that is wider than the screen opens at the middle, not at its left edge.
for (const region of document.querySelectorAll(".kith-map__scroll")) {
  if (region.querySelector(".kith-map--circles, .kith-map--ecomap, .kith-map--connectedness")) {
    region.scrollLeft = (region.scrollWidth - region.clientWidth) / 2;
  }
}
