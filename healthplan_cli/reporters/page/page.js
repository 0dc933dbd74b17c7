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

  // ── filters ──
  function apply(plan) {
    var form = plan.querySelector(".filters");
    var wanted = { status: form.elements.status.value, nature: form.elements.nature.value };
    var category = form.elements.category ? form.elements.category.value : "";
    var words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var matches = function (row) {
      return (!wanted.status || row.dataset.status.split(" ").indexOf(wanted.status) >= 0)
        && (!wanted.nature || row.dataset.nature === wanted.nature)
        && (!category || row.dataset.category === category)
        && words.every(function (word) { return row.dataset.search.indexOf(word) >= 0; });
    };
    var known = {};
    all(".card", plan).forEach(function (card) { known[card.id] = matches(card); });
    all("[data-row]", plan).forEach(function (row) { row.hidden = !known[row.dataset.row]; });
    all("tbody", plan).forEach(function (body) { body.hidden = !body.querySelector("[data-row]:not([hidden])"); });
    var shown = Object.values(known).filter(Boolean).length;
    var count = form.querySelector("output");
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", Object.keys(known).length);
    plan.querySelector(".nothing").hidden = shown > 0;
  }
  function clear(plan) { plan.querySelector(".filters").reset(); apply(plan); }
  plans.forEach(function (plan) {
    var form = plan.querySelector(".filters");
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () { apply(plan); });
    form.addEventListener("reset", function () { setTimeout(function () { apply(plan); }); });
    apply(plan);
  });
  window.addEventListener("hashchange", follow);
  follow();
}());
