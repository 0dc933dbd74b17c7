{% include "theme.js" %}
"use strict";
(function () {
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };

  // ── one plan at a time ──
  var plans = all(".plan");
  var links = all("#plans a");
  function show(plan) {
    plans.forEach(function (other) { other.hidden = other !== plan; });
    links.forEach(function (link) { link.setAttribute("aria-current", String(link.hash === "#" + plan.id)); });
  }
  function follow() {
    var place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var plan = place && place.closest(".plan");
    if (plans.length > 1) show(plan || plans[0]);
    if (place && place.hidden) clear(plan);
    if (place) place.scrollIntoView();
  }
  if (plans.length > 1) {
    links.forEach(function (link) {
      link.addEventListener("click", function () { show(document.getElementById(link.hash.slice(1))); });
    });
  }

  // ── filters: what can be found has its words; the rows that show it follow ──
  function apply(plan) {
    var form = plan.querySelector(".filters");
    if (!form) return;
    var selects = all("select", form);
    var words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var matches = function (row) {
      return selects.every(function (select) {
        var codes = row.dataset[select.name] || "";
        return !select.value || codes === select.value || codes.split(" ").indexOf(select.value) >= 0;
      }) && words.every(function (word) { return row.dataset.search.indexOf(word) >= 0; });
    };
    var known = {};
    all("[data-search]", plan).forEach(function (row) { known[row.id] = matches(row); });
    all("[data-row]", plan).forEach(function (row) { row.hidden = !known[row.dataset.row]; });
    all("tbody", plan).forEach(function (body) {
      body.hidden = Boolean(body.querySelector("[data-row]")) && !body.querySelector("[data-row]:not([hidden])");
    });
    var shown = Object.values(known).filter(Boolean).length;
    all("details", plan).forEach(function (part) { unfold(part, shown < Object.keys(known).length); });
    var count = form.querySelector("output");
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", Object.keys(known).length);
    plan.querySelector(".nothing").hidden = shown > 0;
  }
  // What is found among folded rows is shown; folded again when nothing is looked for.
  function unfold(part, filtered) {
    if (!part.querySelector("[data-search]")) return;
    var found = filtered && Boolean(part.querySelector("[data-row]:not([hidden])"));
    if (found && !part.open) { part.open = true; part.dataset.opened = "yes"; }
    if (!found && part.dataset.opened) { part.open = false; delete part.dataset.opened; }
  }
  function clear(plan) { plan.querySelector(".filters").reset(); apply(plan); }
  plans.forEach(function (plan) {
    var form = plan.querySelector(".filters");
    if (!form) return;
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () { apply(plan); });
    form.addEventListener("reset", function () { setTimeout(function () { apply(plan); }); });
    apply(plan);
  });
  window.addEventListener("hashchange", follow);
  follow();
}());
