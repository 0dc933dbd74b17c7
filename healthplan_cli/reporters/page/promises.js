"use strict";
(function () {
  var all = function (selector, within) { return Array.from(within.querySelectorAll(selector)); };

  // ── the commitments follow the filters of their plan ──
  function apply(plan, part) {
    var wanted = plan.querySelector(".filters").elements;
    var words = wanted.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var category = wanted.category ? wanted.category.value : "";
    var rows = all(".promise", part);
    var shown = rows.filter(function (row) {
      row.hidden = !((!wanted.status.value || row.dataset.status.split(" ").indexOf(wanted.status.value) >= 0)
        && (!wanted.nature.value || row.dataset.nature === wanted.nature.value)
        && !category
        && words.every(function (word) { return row.dataset.search.indexOf(word) >= 0; }));
      return !row.hidden;
    });
    all("[data-of]", part).forEach(function (row) { row.hidden = document.getElementById(row.dataset.of).hidden; });
    all("tbody", part).forEach(function (body) {
      body.hidden = false;
      body.closest(".scroll").hidden = !body.querySelector(".promise:not([hidden])");
    });
    var count = part.querySelector("output");
    count.textContent = count.dataset.words.replace("{shown}", shown.length).replace("{all}", rows.length);
    unfold(part.querySelector(".rest"), shown.length < rows.length);
  }

  // What is found among those without data is shown; folded again when nothing is looked for.
  function unfold(rest, filtered) {
    if (!rest) return;
    var found = filtered && Boolean(rest.querySelector(".promise:not([hidden])"));
    if (found && !rest.open) { rest.open = true; rest.dataset.opened = "yes"; }
    if (!found && rest.dataset.opened) { rest.open = false; delete rest.dataset.opened; }
  }

  all(".plan", document).forEach(function (plan) {
    var part = plan.querySelector(".promises");
    if (!part) return;
    var form = plan.querySelector(".filters");
    form.addEventListener("input", function () { apply(plan, part); });
    form.addEventListener("reset", function () { setTimeout(function () { apply(plan, part); }); });
    apply(plan, part);
  });
}());
