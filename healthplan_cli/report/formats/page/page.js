{% include "theme.js" %}
"use strict";
(function () {
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };

  // ── one plan at a time ──
  var plans = all(".plan");
  var links = all("#plans a");
  function show(plan) {
    plans.forEach(function (other) { other.hidden = other !== plan; });
    measure();
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
  // The heads of a table stay below the filters, which are as high as their lines.
  function measure() {
    plans.forEach(function (plan) {
      var form = plan.querySelector(".filters");
      if (form && form.offsetHeight) plan.style.setProperty("--bar", form.offsetHeight + "px");
    });
  }
  plans.forEach(function (plan) {
    var form = plan.querySelector(".filters");
    if (!form) return;
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", function () { apply(plan); });
    form.addEventListener("reset", function () { setTimeout(function () { apply(plan); }); });
    apply(plan);
  });

  // ── sorting: a heat table by any column, classes before numbers before words ──
  var classes = [{% for tone in tones %}"{{ tone.name }}"{{ "" if loop.last else ", " }}{% endfor %}];
  function key(row, at) {
    var cell = row.cells[at];
    var text = cell.textContent.trim();
    var rank = classes.findIndex(function (name) { return cell.classList.contains(name); });
    var number = parseFloat(text.replace(/^[^\d.-]+/, ""));
    return [rank < 0 ? (text ? classes.length : classes.length + 1) : -rank, isNaN(number) ? Infinity : number, text];
  }
  function sort(table, at, up) {
    var bodies = Array.from(table.tBodies);
    var rows = bodies.reduce(function (all, body) { return all.concat(Array.from(body.rows)); }, []);
    var keyed = rows.map(function (row, order) { return {row: row, key: key(row, at), order: order}; });
    keyed.sort(function (a, b) {
      for (var part = 0; part < 2; part += 1) {
        if (a.key[part] !== b.key[part]) return (a.key[part] < b.key[part] ? -1 : 1) * (up ? 1 : -1);
      }
      return a.key[2].localeCompare(b.key[2], "zh") * (up ? 1 : -1) || a.order - b.order;
    });
    keyed.forEach(function (item) { bodies[0].appendChild(item.row); });
  }
  all("table.heat").forEach(function (table) {
    all("thead th", table).forEach(function (head, at) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        all("thead th", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        sort(table, at, up);
      });
    });
  });

  // ── paper: proofs are printed, folded or not, unless that is switched off ──
  var proofs = document.getElementById("proofs");
  var folded = ".card details, th details";
  var opened = [];
  proofs.hidden = !document.querySelector(folded);
  proofs.addEventListener("change", function (event) {
    document.documentElement.dataset.proofs = event.target.checked ? "yes" : "no";
  });
  window.addEventListener("beforeprint", function () {
    opened = all(folded).filter(function (part) { return !part.open; });
    opened.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (part) { part.open = false; }); });

  window.addEventListener("hashchange", follow);
  window.addEventListener("resize", measure);
  follow();
  measure();
}());
